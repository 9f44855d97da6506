import type { ErrorComponentProps } from '@tanstack/react-router';
import { ErrorState } from '#web/parts/Answer.tsx';

export function RouteError({ error, reset }: ErrorComponentProps) {
  return (
    <div className="page">
      <ErrorState error={error} retry={reset} />
    </div>
  );
}
