/** Line icons on a grid of 20, drawn in the colour of the text. They are decoration: words beside them say the same. */
import type { ReactNode } from 'react';

const icon = (drawing: ReactNode) =>
  function Icon({ size = 20 }: { size?: number }) {
    return (
      <svg
        width={size}
        height={size}
        viewBox="0 0 20 20"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        {drawing}
      </svg>
    );
  };

export const TodayIcon = icon(<><circle cx="10" cy="10" r="3.4" /><path d="M10 2.4v1.4M10 16.2v1.4M2.4 10h1.4M16.2 10h1.4M4.6 4.6l1 1M14.4 14.4l1 1M4.6 15.4l1-1M14.4 5.6l1-1" /></>);
export const AppsIcon = icon(<><rect x="3" y="3" width="6" height="6" rx="1.6" /><rect x="11" y="3" width="6" height="6" rx="1.6" /><rect x="3" y="11" width="6" height="6" rx="1.6" /><rect x="11" y="11" width="6" height="6" rx="1.6" /></>);
export const ActivityIcon = icon(<path d="M2.5 10.5h3.2l2.2-6 4 11 2.2-5h3.4" />);
export const GoodIcon = icon(<><circle cx="10" cy="10" r="7.2" /><path d="M6.9 10.3l2.2 2.2 4.2-4.7" /></>);
export const WarningIcon = icon(<><path d="M10 3.2l7.2 12.9H2.8z" /><path d="M10 8.3v3.4M10 13.9v.1" /></>);
export const BadIcon = icon(<><path d="M6.9 2.8h6.2l4.1 4.1v6.2l-4.1 4.1H6.9l-4.1-4.1V6.9z" /><path d="M10 6.5v4.2M10 13.4v.1" /></>);
export const RunningIcon = icon(<path d="M16.8 10a6.8 6.8 0 1 1-2-4.8M15 2.6v2.9h-2.9" />);
export const WaitingIcon = icon(<><circle cx="10" cy="10" r="7.2" /><path d="M10 6v4.2l2.7 1.7" /></>);
export const NeverIcon = icon(<><circle cx="10" cy="10" r="7.2" strokeDasharray="2.6 2.6" /><path d="M7 10h6" /></>);
export const FolderIcon = icon(<path d="M2.8 15V5.6c0-.7.5-1.2 1.2-1.2h3.6l1.9 2.1h6.5c.7 0 1.2.5 1.2 1.2V15c0 .7-.5 1.2-1.2 1.2H4c-.7 0-1.2-.5-1.2-1.2z" />);
export const FileIcon = icon(<><path d="M5 3.8c0-.6.4-1 1-1h5.2l3.8 3.8v9.6c0 .6-.4 1-1 1H6c-.6 0-1-.4-1-1z" /><path d="M11 2.9v3.9h3.9" /></>);
export const LinkIcon = icon(<path d="M8.3 11.7a3 3 0 0 0 4.3 0l2.6-2.6a3 3 0 0 0-4.3-4.3l-.8.8M11.7 8.3a3 3 0 0 0-4.3 0l-2.6 2.6a3 3 0 0 0 4.3 4.3l.8-.8" />);
export const DiskIcon = icon(<><rect x="2.8" y="4.2" width="14.4" height="11.6" rx="2" /><path d="M2.8 11.4h14.4M6 13.6h.1M8.6 13.6h.1" /></>);
export const CloudIcon = icon(<path d="M5.8 15.6a3.6 3.6 0 0 1-.3-7.2 4.7 4.7 0 0 1 9-.6 3.9 3.9 0 0 1-.3 7.8z" />);
export const ServerIcon = icon(<><rect x="3" y="3.4" width="14" height="5.6" rx="1.6" /><rect x="3" y="11" width="14" height="5.6" rx="1.6" /><path d="M6 6.2h.1M6 13.8h.1" /></>);
export const DatabaseIcon = icon(<><ellipse cx="10" cy="5" rx="6.4" ry="2.4" /><path d="M3.6 5v10c0 1.3 2.9 2.4 6.4 2.4s6.4-1.1 6.4-2.4V5M3.6 10c0 1.3 2.9 2.4 6.4 2.4s6.4-1.1 6.4-2.4" /></>);
export const ChevronIcon = icon(<path d="M7.6 4.6l5.2 5.4-5.2 5.4" />);
export const UpIcon = icon(<path d="M10 16V4.4M5.2 9L10 4.2 14.8 9" />);
export const PlusIcon = icon(<path d="M10 4v12M4 10h12" />);
export const CloseIcon = icon(<path d="M5 5l10 10M15 5L5 15" />);
export const CheckIcon = icon(<path d="M4.6 10.6l3.6 3.6 7.2-8" />);
export const DownloadIcon = icon(<path d="M10 3.2v9.2M6 8.8l4 3.9 4-3.9M3.6 16.4h12.8" />);
export const PutBackIcon = icon(<path d="M3.6 8.6a6.8 6.8 0 1 1-.2 3.4M3.4 4.4v4.4h4.4" />);
export const PrintIcon = icon(<><path d="M6 7.6V3.2h8v4.4M6 14H4.4A1.4 1.4 0 0 1 3 12.6V9a1.4 1.4 0 0 1 1.4-1.4h11.2A1.4 1.4 0 0 1 17 9v3.6a1.4 1.4 0 0 1-1.4 1.4H14" /><path d="M6 12h8v4.8H6z" /></>);
export const KeyIcon = icon(<><circle cx="6.8" cy="13.2" r="3.6" /><path d="M9.4 10.6l7-7M13 7l2.4 2.4" /></>);
export const RequestIcon = icon(<path d="M2.8 11.4h3.9l1.1 2.2h4.4l1.1-2.2h3.9M4.9 4.2h10.2l2.1 7.2v3.2c0 .7-.5 1.2-1.2 1.2H4c-.7 0-1.2-.5-1.2-1.2v-3.2z" />);
export const MinusIcon = icon(<path d="M4 10h12" />);
export const SunIcon = TodayIcon;
export const MoonIcon = icon(<path d="M16.6 11.8A7 7 0 0 1 8.2 3.4a7 7 0 1 0 8.4 8.4z" />);

export function Mark({ size = 36 }: { size?: number }) {
  return <img src="./icon.svg" width={size} height={size} alt="" />;
}
