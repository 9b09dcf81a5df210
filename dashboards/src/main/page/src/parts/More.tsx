import { Button } from 'react-aria-components';
import { m } from '../paraglide/messages.js';

/** The way to what comes after the pages that are shown; nothing if there is none. */
export function More({
  of,
}: {
  of: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
}) {
  if (!of.hasNextPage) return null;
  return (
    <div className="actions">
      <Button className="button" isDisabled={of.isFetchingNextPage} onPress={() => of.fetchNextPage()}>
        {of.isFetchingNextPage ? m.more_loading() : m.more()}
      </Button>
    </div>
  );
}
