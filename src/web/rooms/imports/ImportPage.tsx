/** Files in: drop them, check what they are, import, see what became of every row. */

import { useMutation } from '@tanstack/react-query';
import { createLazyRoute, useNavigate, useSearch } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportOptions } from '#domain/facts/imports/schema.ts';
import { previewImport, startImport, upload } from '#web/api/changes.ts';
import { ErrorState, Loading } from '#web/parts/Answer.tsx';
import { Page } from '#web/parts/Page.tsx';
import { DropZone } from '#web/rooms/imports/DropZone.tsx';
import { type DraftFile, requestOf } from '#web/rooms/imports/draft.ts';
import { FileCheck } from '#web/rooms/imports/FileCheck.tsx';
import { ImportProgress } from '#web/rooms/imports/ImportProgress.tsx';
import { OptionFields } from '#web/rooms/imports/OptionFields.tsx';

export const importRoute = createLazyRoute('/data/import')({ component: ImportPage });

const STEPS = ['files', 'check', 'done'] as const;

function ImportPage() {
  const { t } = useTranslation();
  const { job } = useSearch({ from: '/data/import' });
  const navigate = useNavigate({ from: '/data/import' });
  const [files, setFiles] = useState<readonly DraftFile[]>([]);
  const step = job ? 'done' : files.length > 0 ? 'check' : 'files';
  return (
    <Page title={t('import.title')} answer={t('import.answer')} foot={t('import.foot')}>
      <ol className="steps" aria-label={t('import.steps')}>
        {STEPS.map((s, i) => (
          <li key={s} aria-current={s === step ? 'step' : undefined}>
            {i + 1} {t(`import.step.${s}`)}
          </li>
        ))}
      </ol>
      {job ? (
        <ImportProgress
          jobId={job}
          again={() => {
            setFiles([]);
            void navigate({ search: {} });
          }}
        />
      ) : (
        <Prepare
          files={files}
          setFiles={setFiles}
          started={(jobId) => void navigate({ search: { job: jobId } })}
        />
      )}
    </Page>
  );
}

interface PrepareProps {
  files: readonly DraftFile[];
  setFiles: (files: readonly DraftFile[]) => void;
  started: (jobId: string) => void;
}

function Prepare({ files, setFiles, started }: PrepareProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [options, setOptions] = useState<ImportOptions>({});
  const preview = useMutation({
    mutationFn: async ({ drafts, asked }: { drafts: readonly DraftFile[]; asked: ImportOptions }) => {
      const answer = await previewImport(requestOf(drafts, asked));
      return drafts.map(
        (draft, i): DraftFile => ({ ...draft, ...(answer.files[i] ? { preview: answer.files[i] } : {}) }),
      );
    },
    onSuccess: setFiles,
  });
  const add = useMutation({
    mutationFn: async (chosen: readonly File[]) => {
      const uploads: DraftFile[] = [];
      for (const file of chosen) uploads.push({ upload: await upload(file) });
      return [...files, ...uploads];
    },
    onSuccess: (drafts) => {
      setFiles(drafts);
      preview.mutate({ drafts, asked: options });
    },
    onError: (error) => void message.error(error.message),
  });
  const start = useMutation({
    mutationFn: () => startImport(requestOf(files, options)),
    onSuccess: ({ jobId }) => started(jobId),
    onError: (error) => void message.error(error.message),
  });
  const change = (next: readonly DraftFile[], asked = options) => {
    setFiles(next);
    setOptions(asked);
    if (next.length > 0) preview.mutate({ drafts: next, asked });
  };
  const ready = files.length > 0 && files.every((f) => f.preview) && !preview.isPending;
  return (
    <>
      <DropZone small={files.length > 0} busy={add.isPending} add={(chosen) => add.mutate(chosen)} />
      {files.length > 0 ? (
        <>
          <OptionFields options={options} change={(asked) => change(files, asked)} />
          {preview.error ? <ErrorState error={preview.error} retry={() => change(files)} /> : null}
          {files.map((file, i) =>
            file.preview ? (
              <FileCheck
                key={file.upload.uploadId}
                file={file}
                preview={file.preview}
                change={(next) => change(files.map((f, j) => (j === i ? next : f)))}
                remove={() => setFiles(files.filter((_, j) => j !== i))}
              />
            ) : (
              <Loading key={file.upload.uploadId} />
            ),
          )}
          <div className="row">
            <Button
              type="primary"
              size="large"
              disabled={!ready}
              loading={start.isPending}
              onClick={() => start.mutate()}
            >
              {t('import.start', { count: files.length })}
            </Button>
            <Button onClick={() => setFiles([])}>{t('import.discard')}</Button>
            {preview.isPending ? <span className="muted">{t('import.looking')}</span> : null}
          </div>
        </>
      ) : null}
    </>
  );
}
