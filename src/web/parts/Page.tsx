/** One page, one question: the title asks, the answer comes first, method and caveats at the foot. */
import { type ReactNode, useEffect } from 'react';

interface PageProps {
  title: string;
  /** The answer, or what the answer rests on. */
  answer?: ReactNode;
  actions?: ReactNode;
  foot?: ReactNode;
  /** Fill the window's height and scroll inside, for tables. */
  fill?: boolean;
  children: ReactNode;
}

export function Page({ title, answer, actions, foot, fill = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Touchstone 试金石`;
  }, [title]);
  return (
    <div className={fill ? 'page fill' : 'page'}>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {answer ? <div className="answer">{answer}</div> : null}
        </div>
        {actions ? <div className="actions">{actions}</div> : null}
      </header>
      {children}
      {foot ? <footer className="foot">{foot}</footer> : null}
    </div>
  );
}
