/**
 * Who the customer is, by the word of the site that shows the chat in a frame: { type: "annai:identity", identity: "<token>" }.
 * What comes from any other window or origin is not looked at. The token is good once and is kept nowhere.
 */

const originOf = (address) => {
  try {
    return new URL(address).origin;
  } catch {
    return null;
  }
};

/** Where the page around is from; null for a page that is in no frame, or does not tell. */
const hostOrigin = () => (window.parent === window ? null : (location.ancestorOrigins?.[0] ?? originOf(document.referrer)));

const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const LONGEST_TOKEN = 4096;

const origin = hostOrigin();
if (origin && origin !== "null") {
  window.addEventListener("message", ({ source, origin: from, data }) => {
    if (source !== window.parent || from !== origin || typeof data !== "object" || data?.type !== "annai:identity") return;
    const { identity } = data;
    if (typeof identity !== "string" || identity.length > LONGEST_TOKEN || !TOKEN.test(identity)) return;
    document.querySelector("annai-chat")?.signIn(identity);
  });
}
