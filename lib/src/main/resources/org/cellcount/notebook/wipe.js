(root, data) => {
  const frame = root.querySelector('.layers');
  const layers = Array.from(frame.querySelectorAll('img'));
  // In per cent of the width: layer i is seen from borders[i] to borders[i + 1].
  const borders = [...layers.keys(), layers.length].map(i => Math.round(100 * i / layers.length));

  Object.assign(frame.style, {
    position: 'relative', width: layers[0].width + 'px', maxWidth: '100%', touchAction: 'pan-y',
    userSelect: 'none', cursor: 'ew-resize',
  });
  layers.forEach((layer, i) => {
    layer.draggable = false;
    Object.assign(layer.style, {
      position: i === 0 ? 'static' : 'absolute', display: 'block', left: 0, top: 0, width: '100%',
      height: 'auto', maxWidth: 'none', margin: 0,
    });
  });
  const handles = layers.slice(1).map((layer, i) => {
    const handle = document.createElement('div');
    handle.tabIndex = 0;
    handle.setAttribute('role', 'slider');
    handle.setAttribute('aria-label', 'border between ' + data.names[i] + ' and ' + data.names[i + 1]);
    handle.setAttribute('aria-valuemin', 0);
    handle.setAttribute('aria-valuemax', 100);
    Object.assign(handle.style, {
      position: 'absolute', top: 0, bottom: 0, width: '8px', marginLeft: '-4px', boxSizing: 'border-box',
      background: 'white', border: '2px solid black', borderRadius: '4px', cursor: 'ew-resize',
    });
    frame.append(handle);
    return handle;
  });

  const show = () => {
    layers.forEach((layer, i) => {
      layer.style.clipPath = `inset(0 ${100 - borders[i + 1]}% 0 ${borders[i]}%)`;
    });
    handles.forEach((handle, i) => {
      handle.style.left = borders[i + 1] + '%';
      handle.setAttribute('aria-valuenow', borders[i + 1]);
    });
    root.querySelector('.caption').textContent = data.names.map((name, i) =>
      name + (borders[i] === borders[i + 1] ? ' hidden' : ` ${borders[i]} to ${borders[i + 1]} %`)).join(' · ');
  };

  // Moves one border and pushes those in its way along.
  const move = (i, to) => {
    borders[i] = Math.max(0, Math.min(100, Math.round(to)));
    for (let k = 1; k < i; k++) borders[k] = Math.min(borders[k], borders[i]);
    for (let k = i + 1; k < layers.length; k++) borders[k] = Math.max(borders[k], borders[i]);
    show();
  };

  let held = 0;
  const place = event => {
    const box = frame.getBoundingClientRect();
    return 100 * (event.clientX - box.left) / box.width;
  };
  frame.addEventListener('pointerdown', event => {
    held = handles.indexOf(event.target) + 1;
    if (!held) {
      const away = i => Math.abs(borders[i] - place(event));
      held = handles.map((handle, i) => i + 1).reduce((a, b) => away(b) < away(a) ? b : a);
    }
    event.preventDefault();
    frame.setPointerCapture(event.pointerId);
    handles[held - 1].focus({preventScroll: true});
    move(held, place(event));
  });
  frame.addEventListener('pointermove', event => {
    if (held) move(held, place(event));
  });
  for (const end of ['pointerup', 'pointercancel']) frame.addEventListener(end, () => held = 0);

  handles.forEach((handle, i) => handle.addEventListener('keydown', event => {
    const now = borders[i + 1];
    const to = {
      ArrowLeft: now - 1, ArrowDown: now - 1, ArrowRight: now + 1, ArrowUp: now + 1,
      PageDown: now - 10, PageUp: now + 10, Home: 0, End: 100,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    move(i + 1, to);
  }));
  show();
}
