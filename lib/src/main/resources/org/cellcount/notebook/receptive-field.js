(root, data) => {
  const maps = Array.from(root.querySelectorAll('.map'));
  const output = root.querySelector('.output');
  let row = data.row;
  let column = data.column;

  // A frame for each way to a map, drawn over its picture.
  const frames = maps.map((map, m) => {
    Object.assign(map.style, {position: 'relative', overflow: 'hidden', lineHeight: 0});
    return data.maps[m].ways.map(way => {
      const frame = document.createElement('div');
      Object.assign(frame.style, {
        position: 'absolute', boxSizing: 'border-box', border: '2px solid ' + way.colour,
        minWidth: '4px', minHeight: '4px', pointerEvents: 'none',
      });
      map.append(frame);
      return frame;
    });
  });
  const mark = document.createElement('div');
  Object.assign(mark.style, {
    position: 'absolute', width: '9px', height: '9px', margin: '-5px', borderRadius: '50%',
    border: '2px solid white', background: '#d55e00', boxShadow: '0 0 0 1px black', pointerEvents: 'none',
  });
  Object.assign(output.style, {
    position: 'relative', lineHeight: 0, touchAction: 'none', cursor: 'crosshair', userSelect: 'none',
  });
  output.append(mark);
  output.tabIndex = 0;
  output.setAttribute('role', 'application');
  output.setAttribute('aria-label', 'output: choose a pixel with the pointer or the arrow keys');

  const show = () => {
    mark.style.left = 100 * (column + 0.5) / data.width + '%';
    mark.style.top = 100 * (row + 0.5) / data.height + '%';
    frames.forEach((list, m) => list.forEach((frame, w) => {
      const {width, height, ways} = data.maps[m];
      const spans = ways[w].spans;
      frame.style.left = 100 * spans[2 * column] / width + '%';
      frame.style.width = 100 * (spans[2 * column + 1] - spans[2 * column] + 1) / width + '%';
      frame.style.top = 100 * spans[2 * row] / height + '%';
      frame.style.height = 100 * (spans[2 * row + 1] - spans[2 * row] + 1) / height + '%';
    }));
    root.querySelector('.pixel').textContent = `row ${row}, column ${column}`;
    data.maps[0].ways.forEach((way, w) => {
      const rows = way.spans[2 * row + 1] - way.spans[2 * row] + 1;
      const columns = way.spans[2 * column + 1] - way.spans[2 * column] + 1;
      root.querySelectorAll('.size')[w].textContent = `${rows} × ${columns}`;
    });
  };
  const choose = (toRow, toColumn) => {
    row = Math.max(0, Math.min(data.height - 1, Math.floor(toRow)));
    column = Math.max(0, Math.min(data.width - 1, Math.floor(toColumn)));
    show();
  };
  for (const kind of ['pointerdown', 'pointermove']) {
    output.addEventListener(kind, event => {
      const box = output.getBoundingClientRect();
      choose(data.height * (event.clientY - box.top) / box.height,
        data.width * (event.clientX - box.left) / box.width);
    });
  }
  output.addEventListener('keydown', event => {
    const step = event.shiftKey ? 8 : 1;
    const by = {
      ArrowUp: [-step, 0], ArrowDown: [step, 0], ArrowLeft: [0, -step], ArrowRight: [0, step],
    }[event.key];
    if (!by) return;
    event.preventDefault();
    choose(row + by[0], column + by[1]);
  });
  show();
}
