// Dragging a block of the planning board, and how many are chosen. A drop asks the same question as the button 'Verplaats': it opens
// that page, and nothing has changed yet. Without this script the boxes and the buttons do all of it.
(() => {
  'use strict';
  const board = document.querySelector('[data-board]');
  const form = document.getElementById('kies');
  if (!board || !form) return;

  const boxes = [...board.querySelectorAll('input[name="sessie"]')];
  const count = document.getElementById('aantal');
  const tell = () => {
    const chosen = new Set(boxes.filter((box) => box.checked).map((box) => box.value)).size;
    count.value = chosen;
    count.classList.toggle('on', chosen > 0);
  };
  board.addEventListener('change', (event) => {
    // what stands in several lanes is one session
    if (event.target.name === 'sessie') boxes.filter((box) => box.value === event.target.value).forEach((box) => { box.checked = event.target.checked; });
    tell();
  });
  window.addEventListener('pageshow', tell);

  // what has begun stays where it is: it has no box
  boxes.forEach((box) => {
    const slot = box.closest('.slot');
    slot.draggable = true;
    slot.querySelector('a').draggable = false;
  });
  let dragged = null;
  let held = 0; // how far from its left edge it was taken, in pixels
  board.addEventListener('dragstart', (event) => {
    dragged = event.target.closest('.slot[draggable]');
    if (!dragged) return;
    held = event.clientX - dragged.getBoundingClientRect().left;
    event.dataTransfer.effectAllowed = 'move';
    event.dataTransfer.setData('text/plain', dragged.dataset.session);
    dragged.classList.add('drags');
  });
  const over = (cell) => board.querySelectorAll('.cell.over').forEach((each) => { if (each !== cell) each.classList.remove('over'); });
  board.addEventListener('dragend', () => {
    dragged?.classList.remove('drags');
    dragged = null;
    over(null);
  });
  board.addEventListener('dragover', (event) => {
    const cell = event.target.closest('.cell');
    if (!dragged || !cell) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'move';
    over(cell);
    cell.classList.add('over');
  });

  const two = (number) => String(number).padStart(2, '0');
  // The time at the left edge of the block, in a day: to the quarter. In a week it keeps its time.
  const start = (cell, event) => {
    if (board.dataset.board === 'week') return dragged.dataset.start;
    const area = cell.getBoundingClientRect();
    const from = board.dataset.from * 60;
    const minutes = board.dataset.to * 60 - from;
    const before = dragged.dataset.start.split(':');
    const own = dragged.getBoundingClientRect();
    const moved = (event.clientX - held - own.left) / area.width * minutes;
    const at = Number(before[0]) * 60 + Number(before[1]) + Math.round(moved / 15) * 15;
    const within = Math.max(0, Math.min(24 * 60 - 15, at));
    return two(Math.floor(within / 60)) + ':' + two(within % 60);
  };
  board.addEventListener('drop', (event) => {
    const cell = event.target.closest('.cell');
    if (!dragged || !cell) return;
    event.preventDefault();
    const fields = new URLSearchParams(new FormData(form));
    const others = fields.getAll('sessie').filter((id) => id !== dragged.dataset.session);
    const many = dragged.querySelector('input:checked') ? others : [];
    fields.delete('sessie');
    [dragged.dataset.session, ...new Set(many)].forEach((id) => fields.append('sessie', id));
    fields.set('dag', cell.dataset.day);
    fields.set('van', start(cell, event));
    const from = dragged.closest('.cell');
    const lane = cell.dataset.lane;
    if (/^[rps]\d+$/.test(lane) && lane !== from.dataset.lane && fields.get('per') === 'ruimte') fields.set('waar', lane);
    // put back where it was
    if (!fields.has('waar') && cell.dataset.day === from.dataset.day && fields.get('van') === dragged.dataset.start) return;
    location.assign('/beheer/bord/verplaats?' + fields);
  });
})();
