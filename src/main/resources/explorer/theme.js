// Light, dark, or what the system says; remembered in this browser, never part of a link.

const KEY = 'attention-theme';
const dark = matchMedia('(prefers-color-scheme: dark)');

/** The theme in use: light or dark. */
export function theme() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ?? (dark.matches ? 'dark' : 'light');
}

/** Follows the choice of a select element and the system; calls back on each change. */
export function followTheme(select, changed) {
  const use = (choice) => {
    if (choice === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
  };
  try {
    select.value = localStorage.getItem(KEY) ?? 'auto';
  } catch {
    select.value = 'auto'; // storage is forbidden here
  }
  use(select.value || 'auto');
  select.addEventListener('change', () => {
    try {
      localStorage.setItem(KEY, select.value);
    } catch {
      // the choice holds for this visit
    }
    use(select.value);
    changed();
  });
  dark.addEventListener('change', changed);
}
