// Answers, line by line, whether two histories lead xterm.js to the same screen.
//
//   reference COLSxROWS STEP... | PROBE...   remembers what these steps lead to, and each probe after them
//   compare STEP... | PROBE...               says "same", or the first difference
//   answers STEP...                          says, in base64, what the terminal sent to the program meanwhile
//
// A step is d and bytes in base64, or r and COLSxROWS.
import readline from 'node:readline';
import xterm from '@xterm/headless';

let size = [80, 24];
let reference = [];

function open() {
  const terminal = new xterm.Terminal({ cols: size[0], rows: size[1], allowProposedApi: true, logLevel: 'off' });
  const seen = { terminal, core: terminal._core, title: '', colours: {}, sent: '' };
  terminal.onTitleChange((title) => (seen.title = title));
  terminal.onData((data) => (seen.sent += data));
  seen.core._inputHandler.onColor((events) => {
    for (const event of events) {
      if (event.type === 1) seen.colours[event.index] = String(event.color);
      if (event.type === 2 && event.index === undefined) for (let i = 0; i < 256; i++) delete seen.colours[i];
      if (event.type === 2) delete seen.colours[event.index];
    }
  });
  return seen;
}

function run(seen, step) {
  if (step[0] === 'd') {
    seen.core.writeSync(Buffer.from(step.slice(1), 'base64'));
  } else {
    const [cols, rows] = step.slice(1).split('x').map(Number);
    seen.terminal.resize(cols, rows);
  }
}

const colour = (value) => ((value & 0x3000000) === 0x3000000 ? value & 0x3ffffff : value & 0x30000ff);

function style(line, x, links) {
  const fg = line._data[x * 3 + 1];
  const bg = line._data[x * 3 + 2];
  const extended = bg & 0x10000000 ? line._extendedAttrs[x] : undefined;
  let under = fg & 0x10000000 ? (extended ? (extended._ext >> 26) & 7 : 1) : 0;
  if (under) under += ':' + (extended ? colour(extended._ext) : 0);
  const uri = extended && extended.urlId ? links.getLinkData(extended.urlId)?.uri : '';
  return [colour(fg), colour(bg), (fg & 0xec000000) >>> 26, (bg & 0x6c000000) >>> 26, under, uri].join(',');
}

// An erased cell reads as a space, half a wide character alone as well.
function row(line, cols, links) {
  let text = line.isWrapped ? '>' : ' ';
  let last = '';
  for (let x = 0; x < cols; x++) {
    const content = line._data[x * 3];
    const width = content >> 22;
    const has = content & 0x3fffff;
    if (!has && width === 0 && x > 0 && line._data[(x - 1) * 3] >> 22 === 2) continue;
    const now = style(line, x, links);
    if (now !== last) text += '{' + now + '}';
    last = now;
    const half = !has || (width === 2 && (x === cols - 1 || line._data[(x + 1) * 3] !== 0));
    text += half ? ' ' : line.getString(x) + (width === 1 ? '' : '<' + width + '>');
  }
  return text;
}

function look(seen) {
  const { terminal, core } = seen;
  const links = core._oscLinkService;
  const lines = [];
  for (const name of ['normal', 'alt']) {
    const buffer = core.buffers[name];
    for (let y = 0; buffer.lines.length && y < terminal.rows; y++) {
      lines.push(name + ' ' + y + row(buffer.lines.get(buffer.ybase + y), terminal.cols, links));
    }
  }
  const active = core.buffers.active;
  const on = { ...core.coreService.decPrivateModes, ...core.coreService.modes };
  lines.push('active ' + (active === core.buffers.alt ? 'alternate' : 'normal') + ' cursor ' + active.x + ' ' + active.y);
  lines.push('margins ' + active.scrollTop + ' ' + active.scrollBottom + ' hidden ' + core.coreService.isCursorHidden);
  lines.push('modes ' + Object.keys(on).sort().map((key) => key + '=' + on[key]).join(' '));
  lines.push('mouse ' + core.coreMouseService.activeProtocol + ' ' + core.coreMouseService.activeEncoding);
  lines.push('options ' + terminal.options.convertEol + ' ' + terminal.options.cursorBlink);
  lines.push('title ' + seen.title + ' colours ' + JSON.stringify(seen.colours));
  return lines;
}

function trace(words) {
  const at = words.indexOf('|');
  const seen = open();
  words.slice(0, at).forEach((step) => run(seen, step));
  const looks = [look(seen)];
  for (const probe of words.slice(at + 1)) {
    run(seen, probe);
    looks.push(look(seen));
  }
  return looks;
}

function compare(looks) {
  for (let i = 0; i < reference.length; i++) {
    const at = reference[i].findIndex((line, y) => line !== looks[i][y]);
    if (at >= 0 || reference[i].length !== looks[i].length) {
      const where = i === 0 ? 'at the end' : 'after probe ' + i;
      return where + ': expected [' + reference[i][at] + '] but was [' + looks[i][at] + ']';
    }
  }
  return 'same';
}

function answer(line) {
  const [command, ...words] = line.split(' ');
  if (command === 'reference') {
    size = words[0].split('x').map(Number);
    reference = trace(words.slice(1));
    return 'ready';
  }
  if (command === 'compare') {
    return compare(trace(words));
  }
  const seen = open();
  words.forEach((step) => run(seen, step));
  return 'sent ' + Buffer.from(seen.sent).toString('base64');
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  let result;
  try {
    result = answer(line);
  } catch (error) {
    result = 'failed ' + String(error.stack).replaceAll('\n', ' ');
  }
  process.stdout.write(result.replaceAll('\n', ' ') + '\n');
}
