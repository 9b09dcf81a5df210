import qrcode from 'qrcode-generator';
import { useMemo } from 'react';

/** A text as a QR code, made in this browser: nobody else sees the text. */
export function QrCode({ text }: { text: string }) {
  const { size, path } = useMemo(() => draw(text), [text]);
  return (
    <svg className="qr" viewBox={`-4 -4 ${size + 8} ${size + 8}`} shapeRendering="crispEdges" aria-hidden="true">
      <path d={path} fill="currentColor" />
    </svg>
  );
}

/** Its dark modules as squares of one path, on a grid of `size`. */
export function draw(text: string): { size: number; path: string } {
  // Type 0: the smallest that holds the text. M: still read with a fold or a stain.
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const size = code.getModuleCount();
  let path = '';
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (code.isDark(row, column)) path += `M${column} ${row}h1v1h-1z`;
    }
  }
  return { size, path };
}
