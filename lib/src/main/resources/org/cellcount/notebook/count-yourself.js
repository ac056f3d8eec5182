(root, data) => {
  const {width, height, zoom} = data;
  const labels = new Int32Array(width * height);
  for (let i = 0, at = 0; i < data.runs.length; at += data.runs[i + 1], i += 2) {
    labels.fill(data.runs[i], at, at + data.runs[i + 1]);
  }
  const label = (row, column) =>
    row >= 0 && row < height && column >= 0 && column < width ? labels[row * width + column] : 0;
  const touching = new Map();
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const cell = label(row, column);
      if (!cell) continue;
      if (!touching.has(cell)) touching.set(cell, new Set());
      for (const [down, right] of [[0, 1], [1, -1], [1, 0], [1, 1]]) {
        const other = label(row + down, column + right);
        if (!other || other === cell) continue;
        if (!touching.has(other)) touching.set(other, new Set());
        touching.get(cell).add(other);
        touching.get(other).add(cell);
      }
    }
  }

  const field = root.querySelector('.field');
  const details = root.querySelector('details');
  const you = root.querySelector('.you');
  const caption = root.querySelector('.caption');
  const canvas = document.createElement('canvas');
  canvas.width = zoom * width;
  canvas.height = zoom * height;
  canvas.tabIndex = 0;
  canvas.setAttribute('role', 'application');
  canvas.setAttribute('aria-label', 'image: click on cells, or move with the arrow keys and press Enter');
  Object.assign(field.style, {position: 'relative', width: canvas.width + 'px', maxWidth: '100%', lineHeight: 0});
  Object.assign(field.querySelector('img').style, {width: '100%', maxWidth: 'none', margin: 0});
  Object.assign(canvas.style, {
    position: 'absolute', left: 0, top: 0, width: '100%', cursor: 'crosshair', touchAction: 'manipulation',
  });
  field.append(canvas);
  const button = (text, action) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    made.style.marginRight = '1em';
    made.addEventListener('click', action);
    caption.before(made);
  };

  const colour = data.colours;
  const pen = canvas.getContext('2d');
  let marks = [];
  let cursor = null;
  let compared = false;

  // The cell under a mark, or the nearest one within two pixels.
  const cellAt = mark => {
    let best = 0;
    let nearest = 2.5;
    for (let row = Math.floor(mark.row) - 2; row <= mark.row + 2; row++) {
      for (let column = Math.floor(mark.column) - 2; column <= mark.column + 2; column++) {
        const away = Math.hypot(row + 0.5 - mark.row, column + 0.5 - mark.column);
        const distance = Math.floor(mark.row) === row && Math.floor(mark.column) === column ? 0 : away;
        if (label(row, column) && distance < nearest) {
          best = label(row, column);
          nearest = distance;
        }
      }
    }
    return best;
  };

  const judge = () => {
    const counted = new Set();
    const kinds = marks.map(mark => {
      const cell = cellAt(mark);
      if (!cell) return 'extra';
      if (counted.has(cell)) return 'twice';
      counted.add(cell);
      return 'hit';
    });
    const missed = new Set();
    const merged = new Set();
    for (const [cell, others] of touching) {
      if (counted.has(cell)) continue;
      (Array.from(others).some(other => counted.has(other)) ? merged : missed).add(cell);
    }
    return {kinds, missed, merged};
  };

  const outline = (cells, style, dash) => {
    pen.strokeStyle = style;
    pen.lineWidth = 2;
    pen.setLineDash(dash);
    pen.beginPath();
    for (let row = 0; row <= height; row++) {
      for (let column = 0; column <= width; column++) {
        const here = label(row, column);
        const above = label(row - 1, column);
        const left = label(row, column - 1);
        if (here !== above && (cells(here) || cells(above))) {
          pen.moveTo(zoom * column, zoom * row);
          pen.lineTo(zoom * (column + 1), zoom * row);
        }
        if (here !== left && (cells(here) || cells(left))) {
          pen.moveTo(zoom * column, zoom * row);
          pen.lineTo(zoom * column, zoom * (row + 1));
        }
      }
    }
    pen.stroke();
    pen.setLineDash([]);
  };
  const dot = (x, y, fill) => {
    pen.beginPath();
    pen.arc(x, y, 5, 0, 7);
    pen.fillStyle = fill;
    pen.fill();
    pen.lineWidth = 1.5;
    pen.strokeStyle = 'black';
    pen.stroke();
  };
  const sign = (text, x, y, fill) => {
    pen.font = 'bold 20px sans-serif';
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    pen.lineWidth = 4;
    pen.strokeStyle = 'black';
    pen.strokeText(text, x, y);
    pen.fillStyle = fill;
    pen.fillText(text, x, y);
  };

  const show = () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    const found = compared ? judge() : null;
    if (found) {
      outline(cell => cell && !found.missed.has(cell) && !found.merged.has(cell), colour.hit, []);
      outline(cell => found.merged.has(cell), colour.merged, [2, 2]);
      outline(cell => found.missed.has(cell), colour.missed, []);
    }
    marks.forEach((mark, i) => {
      const kind = found ? found.kinds[i] : 'mark';
      const x = zoom * mark.column;
      const y = zoom * mark.row;
      if (kind === 'extra') sign('×', x, y, colour.extra);
      else if (kind === 'twice') sign('2', x, y, colour.twice);
      else dot(x, y, found ? colour.hit : 'white');
    });
    if (cursor) {
      pen.strokeStyle = 'white';
      pen.lineWidth = 1;
      pen.strokeRect(zoom * cursor.column - 8, zoom * cursor.row - 8, 16, 16);
    }
    if (!found) {
      caption.textContent = marks.length + (marks.length === 1 ? ' cell' : ' cells') + ' counted';
      return;
    }
    const number = kind => found.kinds.filter(other => other === kind).length;
    const values = [
      marks.length, marks.length - touching.size, found.missed.size, found.merged.size, number('extra'),
      number('twice'),
    ];
    values.forEach((value, i) => you.cells[i + 1].textContent = i === 1 && value > 0 ? '+' + value : value);
    caption.textContent = `You counted ${marks.length} of ${touching.size}: ${number('hit')} hits, `
      + `${found.missed.size} missed, ${found.merged.size} merged with a neighbour, `
      + `${number('extra')} extra (×), ${number('twice')} counted twice (2).`;
  };

  const toggle = mark => {
    const near = marks.findIndex(other =>
      Math.hypot(other.row - mark.row, other.column - mark.column) < 2.5);
    if (near >= 0) marks.splice(near, 1);
    else marks.push(mark);
    show();
  };
  canvas.addEventListener('click', event => {
    const box = canvas.getBoundingClientRect();
    cursor = null;
    toggle({
      row: height * (event.clientY - box.top) / box.height,
      column: width * (event.clientX - box.left) / box.width,
    });
  });
  canvas.addEventListener('keydown', event => {
    const step = event.shiftKey ? 8 : 1;
    const by = {
      ArrowUp: [-step, 0], ArrowDown: [step, 0], ArrowLeft: [0, -step], ArrowRight: [0, step],
      Enter: [0, 0], ' ': [0, 0],
    }[event.key];
    if (!by) return;
    event.preventDefault();
    cursor = cursor || {row: height / 2, column: width / 2};
    cursor = {
      row: Math.max(0.5, Math.min(height - 0.5, cursor.row + by[0])),
      column: Math.max(0.5, Math.min(width - 0.5, cursor.column + by[1])),
    };
    if (by[0] || by[1]) show();
    else toggle({...cursor});
  });
  canvas.addEventListener('blur', () => {
    cursor = null;
    show();
  });
  button('Compare', () => {
    compared = true;
    you.hidden = false;
    details.open = true;
    show();
  });
  button('Start again', () => {
    marks = [];
    compared = false;
    you.hidden = true;
    details.open = false;
    show();
  });
  you.hidden = true;
  show();
}
