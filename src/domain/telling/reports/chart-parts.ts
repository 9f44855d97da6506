/**
 * Charts that Excel and LibreOffice draw themselves, put into a finished workbook: exceljs writes none. One drawing part a
 * sheet, one chart part a chart, each with its series' cells and their cached values (ECMA-376, DrawingML charts).
 */
import JSZip from 'jszip';

export interface SheetChart {
  sheet: string;
  title: string;
  shape: 'bar' | 'column' | 'line';
  /** Rows and columns count from 1. */
  headRow: number;
  first: number;
  last: number;
  categories: readonly string[];
  series: { column: number; name: string; values: (number | null)[]; percent: boolean }[];
  place: { row: number; rows: number };
}

const COLOURS = ['0072B2', 'C25700', '00795A', 'B0478A'];
const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const letter = (column: number): string => String.fromCharCode(64 + column);
const ref = (sheet: string, column: number, from: number, to = from): string =>
  xml(
    `'${sheet.replaceAll("'", "''")}'!$${letter(column)}$${from}${to === from ? '' : `:$${letter(column)}$${to}`}`,
  );

const NS =
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

function chartXml(chart: SheetChart): string {
  const text = (tag: string, size = 1000) =>
    `<c:${tag}><a:bodyPr/><a:p><a:pPr><a:defRPr sz="${size}"/></a:pPr><a:endParaRPr lang="zh-CN"/></a:p></c:${tag}>`;
  const points = chart.categories
    .map((name, i) => `<c:pt idx="${i}"><c:v>${xml(name)}</c:v></c:pt>`)
    .join('');
  const series = chart.series
    .map((s, k) => {
      const values = s.values
        .map((v, i) => (v === null ? '' : `<c:pt idx="${i}"><c:v>${v}</c:v></c:pt>`))
        .join('');
      const fill = `<a:solidFill><a:srgbClr val="${COLOURS[k % COLOURS.length]}"/></a:solidFill>`;
      const look =
        chart.shape === 'line'
          ? `<c:spPr><a:ln w="25400">${fill}</a:ln></c:spPr><c:marker><c:symbol val="circle"/><c:size val="5"/></c:marker>`
          : `<c:spPr>${fill}</c:spPr><c:invertIfNegative val="0"/>`;
      return `<c:ser><c:idx val="${k}"/><c:order val="${k}"/><c:tx><c:strRef><c:f>${ref(chart.sheet, s.column, chart.headRow)}</c:f><c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>${xml(s.name)}</c:v></c:pt></c:strCache></c:strRef></c:tx>${look}<c:cat><c:strRef><c:f>${ref(chart.sheet, 1, chart.first, chart.last)}</c:f><c:strCache><c:ptCount val="${chart.categories.length}"/>${points}</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>${ref(chart.sheet, s.column, chart.first, chart.last)}</c:f><c:numCache><c:formatCode>${s.percent ? '0%' : '#,##0'}</c:formatCode><c:ptCount val="${s.values.length}"/>${values}</c:numCache></c:numRef></c:val>${chart.shape === 'line' ? '<c:smooth val="0"/>' : ''}</c:ser>`;
    })
    .join('');
  const plot =
    chart.shape === 'line'
      ? `<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>${series}<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>`
      : `<c:barChart><c:barDir val="${chart.shape === 'bar' ? 'bar' : 'col'}"/><c:grouping val="clustered"/><c:varyColors val="0"/>${series}<c:gapWidth val="60"/><c:axId val="1"/><c:axId val="2"/></c:barChart>`;
  const sideways = chart.shape === 'bar';
  const percent = chart.series[0]?.percent ?? false;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><c:chartSpace ${NS}><c:roundedCorners val="0"/><c:chart><c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr><a:defRPr sz="1200" b="1"/></a:pPr><a:r><a:rPr lang="zh-CN" sz="1200" b="1"/><a:t>${xml(chart.title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title><c:autoTitleDeleted val="0"/><c:plotArea><c:layout/>${plot}<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="${sideways ? 'maxMin' : 'minMax'}"/></c:scaling><c:delete val="0"/><c:axPos val="${sideways ? 'l' : 'b'}"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>${text('txPr', 900)}<c:crossAx val="2"/></c:catAx><c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="${sideways ? 't' : 'l'}"/><c:majorGridlines><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="DFE4E4"/></a:solidFill></a:ln></c:spPr></c:majorGridlines><c:numFmt formatCode="${percent ? '0%' : '#,##0'}" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="${sideways ? 'high' : 'nextTo'}"/>${text('txPr', 900)}<c:crossAx val="1"/></c:valAx></c:plotArea>${chart.series.length > 1 ? `<c:legend><c:legendPos val="t"/><c:overlay val="0"/></c:legend>` : ''}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart></c:chartSpace>`;
}

/** Columns that a chart spans. */
const WIDE = 7;

const anchor = (chart: SheetChart, i: number): string => {
  const { row, rows } = chart.place;
  return `<xdr:twoCellAnchor><xdr:from><xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row - 1}</xdr:row><xdr:rowOff>60000</xdr:rowOff></xdr:from><xdr:to><xdr:col>${WIDE}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row - 1 + rows}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to><xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="${i + 2}" name="${xml(chart.title)}"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rId${i + 1}"/></a:graphicData></a:graphic></xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`;
};

const relations = (list: readonly [type: string, target: string][], from = 1): string =>
  list
    .map(
      ([type, target], i) => `<Relationship Id="rId${from + i}" Type="${REL}/${type}" Target="${target}"/>`,
    )
    .join('');
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** The workbook with its charts. Sheets are found by name; nothing else of the package changes. */
export async function withCharts(workbook: Buffer, charts: readonly SheetChart[]): Promise<Buffer> {
  const zip = await JSZip.loadAsync(workbook);
  const read = async (path: string) => (await zip.file(path)?.async('string')) ?? '';
  const [book, bookRels] = await Promise.all([read('xl/workbook.xml'), read('xl/_rels/workbook.xml.rels')]);
  let types = await read('[Content_Types].xml');
  const sheets = [...new Set(charts.map((c) => c.sheet))];
  let chartNumber = 0;
  for (const [s, name] of sheets.entries()) {
    const rid = new RegExp(`<sheet [^>]*name="${xml(name)}"[^>]*r:id="([^"]+)"`).exec(book)?.[1];
    const target = [...bookRels.matchAll(/<Relationship [^>]*>/g)]
      .map((m) => m[0])
      .find((r) => r.includes(`Id="${rid}"`))
      ?.match(/Target="([^"]+)"/)?.[1];
    if (!target) throw new Error(`The workbook has no sheet ${name}.`);
    const path = `xl/${target.replace(/^\/?(xl\/)?/, '')}`;
    const relPath = path.replace(/([^/]+)$/, '_rels/$1.rels');
    const mine = charts.filter((c) => c.sheet === name);
    const drawing = `touchstone${s + 1}`;
    zip.file(
      `xl/drawings/${drawing}.xml`,
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" ${NS}>${mine.map(anchor).join('')}</xdr:wsDr>`,
    );
    zip.file(
      `xl/drawings/_rels/${drawing}.xml.rels`,
      `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="${RELATIONS}">${relations(mine.map((_, i) => ['chart', `../charts/touchstone${chartNumber + i + 1}.xml`]))}</Relationships>`,
    );
    for (const chart of mine) {
      const part = `xl/charts/touchstone${++chartNumber}.xml`;
      zip.file(part, chartXml(chart));
      types = types.replace(
        '</Types>',
        `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/></Types>`,
      );
    }
    types = types.replace(
      '</Types>',
      `<Override PartName="/xl/drawings/${drawing}.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/></Types>`,
    );
    const old = await read(relPath);
    const link = `<Relationship Id="rIdTouchstone" Type="${REL}/drawing" Target="../drawings/${drawing}.xml"/>`;
    zip.file(
      relPath,
      old
        ? old.replace('</Relationships>', `${link}</Relationships>`)
        : `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="${RELATIONS}">${link}</Relationships>`,
    );
    // The schema wants the drawing before the legacy one that carries notes, and after the page set-up.
    const sheet = await read(path);
    const mark = '<drawing r:id="rIdTouchstone"/>';
    zip.file(
      path,
      sheet.includes('<legacyDrawing')
        ? sheet.replace('<legacyDrawing', `${mark}<legacyDrawing`)
        : sheet.replace('</worksheet>', `${mark}</worksheet>`),
    );
  }
  zip.file('[Content_Types].xml', types);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}
