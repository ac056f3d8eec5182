(root, data) => {
  const controls = Array.from(root.querySelectorAll('select, input'));
  const show = () => {
    let state = 0;
    for (const control of controls) {
      const stops = control.dataset.stops ? JSON.parse(control.dataset.stops) : null;
      state = state * (stops || control.options).length + Number(control.value);
      if (stops) control.nextElementSibling.textContent = stops[control.value];
    }
    root.querySelector('.picture').src =
        'data:image/png;base64,' + data.pictures[data.states[state]];
    root.querySelector('.caption').textContent = data.captions[state];
  };
  controls.forEach(control => control.addEventListener('input', show));
  show();
}
