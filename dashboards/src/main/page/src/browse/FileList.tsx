import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
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
import type { FilesQuery } from '../api/queries';
import { formatBytes } from '../format/number';
import { formatDateTime } from '../format/time';
import { m } from '../paraglide/messages.js';
import { ChevronIcon, DownloadIcon, FileIcon, FolderIcon, LinkIcon } from '../parts/Icons';
import { Loading } from '../parts/Loading';
import { ProblemNote } from '../parts/Note';
import { Tick } from '../parts/Tick';

/** Where the files are asked for. */
export interface FileSource {
  listing: (path: string) => FilesQuery;
  /** Where the content of a file is read from. */
  content: (path: string) => string;
  /** What of it can be put back by itself; nothing said: all. */
  isChoosable?: (path: string) => boolean;
  /** Files that are shown, and not only saved. */
  isShown?: (entry: FileEntry) => boolean;
}

/** What lies in a directory of a restore point. Only the rows in sight exist, so a hundred thousand files are no more than ten. */
export function FileList({
  source,
  path,
  chosen,
  onChoose,
  onOpen,
  waiting = <Loading />,
}: {
  source: FileSource;
  path: string;
  chosen: ReadonlySet<string>;
  onChoose: (paths: ReadonlySet<string>) => void;
  onOpen: (entry: FileEntry) => void;
  /** Until the first entries are there. */
  waiting?: ReactNode;
}) {
  const listing = useInfiniteQuery(source.listing(path));
  const entries = listing.data?.pages.flatMap((page) => page.entries) ?? [];
  const isHere = new Set(entries.map((entry) => entry.path));
  const isChoosable = source.isChoosable ?? (() => true);
  const choosable = [...isHere].filter(isChoosable);

  const select = (selection: Selection) => {
    const elsewhere = [...chosen].filter((one) => !isHere.has(one));
    onChoose(new Set([...elsewhere, ...(selection === 'all' ? choosable : [...selection].map(String))]));
  };

  if (listing.isPending) return waiting;
  if (listing.error) return <ProblemNote error={listing.error} />;
  return (
    <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: 52, loaderHeight: 52 }}>
      <GridList
        className="browser"
        aria-label={m.files_in({ path })}
        selectionMode="multiple"
        selectionBehavior="toggle"
        disabledKeys={[...isHere].filter((one) => !isChoosable(one))}
        disabledBehavior="selection"
        selectedKeys={[...chosen].filter((one) => isHere.has(one))}
        onSelectionChange={select}
        onAction={(key) => {
          const entry = entries.find((one) => one.path === key);
          if (entry && opens(source, entry)) onOpen(entry);
        }}
        renderEmptyState={() => <p className="empty">{m.directory_empty()}</p>}
      >
        <Collection items={entries}>{(entry) => <Row source={source} entry={entry} onOpen={onOpen} />}</Collection>
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

const opens = (source: FileSource, entry: FileEntry): boolean =>
  entry.kind === 'Directory' || (entry.kind === 'File' && (source.isShown?.(entry) ?? false));

function Row({ source, entry, onOpen }: { source: FileSource; entry: FileEntry; onOpen: (entry: FileEntry) => void }) {
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
      {opens(source, entry) ? (
        <Button className="icon-button" aria-label={m.open({ name: entry.name })} onPress={() => onOpen(entry)}>
          <ChevronIcon />
        </Button>
      ) : entry.kind === 'File' ? (
        <Link
          className="icon-button"
          href={source.content(entry.path)}
          download={entry.name}
          aria-label={m.download({ name: entry.name })}
        >
          <DownloadIcon />
        </Link>
      ) : (
        <span className="icon-button" />
      )}
    </GridListItem>
  );
}
