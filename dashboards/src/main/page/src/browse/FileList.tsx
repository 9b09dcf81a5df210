import { useInfiniteQuery } from '@tanstack/react-query';
import {
  Button,
  Collection,
  GridList,
  GridListItem,
  GridListLoadMoreItem,
  Link,
  ListLayout,
  Virtualizer,
  type Selection,
} from 'react-aria-components';
import type { FileEntry } from '../api/model';
import { contentAddress, filesQuery } from '../api/queries';
import { formatBytes } from '../format/number';
import { formatDateTime } from '../format/time';
import { m } from '../paraglide/messages.js';
import { ChevronIcon, DownloadIcon, FileIcon, FolderIcon, LinkIcon } from '../parts/Icons';
import { Loading } from '../parts/Loading';
import { ProblemNote } from '../parts/Note';
import { Tick } from '../parts/Tick';

/** What lies in a directory of a restore point. Only the rows in sight exist, so a hundred thousand files are no more than ten. */
export function FileList({
  point,
  path,
  chosen,
  onChoose,
  onOpen,
}: {
  point: string;
  path: string;
  chosen: ReadonlySet<string>;
  onChoose: (paths: ReadonlySet<string>) => void;
  onOpen: (path: string) => void;
}) {
  const listing = useInfiniteQuery(filesQuery(point, path));
  const entries = listing.data?.pages.flatMap((page) => page.entries) ?? [];
  const isHere = new Set(entries.map((entry) => entry.path));

  const select = (selection: Selection) => {
    const elsewhere = [...chosen].filter((one) => !isHere.has(one));
    onChoose(new Set([...elsewhere, ...(selection === 'all' ? isHere : [...selection].map(String))]));
  };

  if (listing.isPending) return <Loading />;
  if (listing.error) return <ProblemNote error={listing.error} />;
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: 52, loaderHeight: 52 }}>
      <GridList
        className="browser"
        aria-label={m.files_in({ path })}
        selectionMode="multiple"
        selectionBehavior="toggle"
        selectedKeys={[...chosen].filter((one) => isHere.has(one))}
        onSelectionChange={select}
        onAction={(key) => {
          if (entries.find((entry) => entry.path === key)?.kind === 'Directory') onOpen(String(key));
        }}
        renderEmptyState={() => <p className="empty">{m.directory_empty()}</p>}
      >
        <Collection items={entries}>{(entry) => <Row point={point} entry={entry} onOpen={onOpen} />}</Collection>
        <GridListLoadMoreItem
          onLoadMore={() => void listing.fetchNextPage()}
          isLoading={listing.isFetchingNextPage}
        >
          {m.loading()}
        </GridListLoadMoreItem>
      </GridList>
    </Virtualizer>
  );
}

const icons = { Directory: FolderIcon, File: FileIcon, Link: LinkIcon, Other: FileIcon };

function Row({ point, entry, onOpen }: { point: string; entry: FileEntry; onOpen: (path: string) => void }) {
  const Icon = icons[entry.kind];
  return (
    <GridListItem id={entry.path} textValue={entry.name} className="file">
      <Tick slot="selection" />
      <span className="glyph">
        <Icon />
      </span>
      <span className="name" title={entry.name}>
        {entry.name}
      </span>
      <span className="size soft small numbers">
        {entry.size === null || entry.size === undefined ? '' : formatBytes(entry.size)}
      </span>
      <span className="modified soft small numbers">{formatDateTime(entry.modified)}</span>
      {entry.kind === 'File' ? (
        <Link
          className="icon-button"
          href={contentAddress(point, entry.path)}
          download={entry.name}
          aria-label={m.download({ name: entry.name })}
        >
          <DownloadIcon />
        </Link>
      ) : entry.kind === 'Directory' ? (
        <Button className="icon-button" aria-label={m.open({ name: entry.name })} onPress={() => onOpen(entry.path)}>
          <ChevronIcon />
        </Button>
      ) : (
        <span className="icon-button" />
      )}
    </GridListItem>
  );
}
