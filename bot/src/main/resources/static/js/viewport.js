/** Keeps the composer above a phone's keyboard where the browser only lays it over the page (Safari). */

export const followKeyboard = () => {
  const view = window.visualViewport;
  if (!view || window.parent !== window) return;
  const follow = () => {
    const covered = view.scale < 1.01 && window.innerHeight - view.height > 1;
    if (covered) document.body.style.setProperty("--view-height", `${view.height}px`);
    else document.body.style.removeProperty("--view-height");
    if (covered && view.offsetTop > 0) window.scrollTo(0, 0);
  };
  view.addEventListener("resize", follow);
  view.addEventListener("scroll", follow);
};
