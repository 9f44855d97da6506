/** Tabs as links: the open one stands in the address as `tab`. */
import { Link } from '@tanstack/react-router';

interface TabLinksProps {
  label: string;
  current: string;
  tabs: readonly { id: string; text: string }[];
}

export function TabLinks({ label, current, tabs }: TabLinksProps) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <Link
          key={tab.id}
          to="."
          search={((old: Record<string, unknown>) => ({ ...old, tab: tab.id, evidence: undefined })) as never}
          activeOptions={{ exact: true, includeSearch: true }}
          activeProps={{}}
          aria-current={tab.id === current ? 'page' : undefined}
          resetScroll={false}
          replace
        >
          {tab.text}
        </Link>
      ))}
    </nav>
  );
}
