// Connects once with the ticket of the address, to show that it works and what is here.
const element = (id) => document.getElementById(id);
const say = (text, kind) => {
  element("state").textContent = text;
  element("state").className = kind;
};

const socketUrl = new URL("ws", location.href);
socketUrl.protocol = location.protocol === "https:" ? "wss:" : "ws:";
socketUrl.search = "";
element("address").textContent = socketUrl.href;
element("origin").textContent = location.origin;

const ticket = new URLSearchParams(location.search).get("ticket");
if (ticket) {
  // A ticket is good once: it has no business in the history.
  history.replaceState(null, "", location.pathname);
  socketUrl.search = new URLSearchParams({ ticket });
  const socket = new WebSocket(socketUrl, "trestle.v1");
  const calls = new Map();
  const call = (method, params) => {
    const id = calls.size + 1;
    socket.send(JSON.stringify({ jsonrpc: "2.0", id, method, params }));
    return new Promise((resolve, reject) => calls.set(id, { resolve, reject }));
  };
  let connected = false;
  socket.onmessage = async ({ data }) => {
    const frame = JSON.parse(data);
    if (frame.method === "session.ready") {
      connected = true;
      const { principal, workspaces } = frame.params;
      say(`Connected as ${principal}. Workspaces: ${workspaces.join(", ") || "none"}.`, "good");
      if (workspaces.length > 0) {
        const { entries } = await call("fs.list", { workspace: workspaces[0], path: "/" });
        element("ready").hidden = false;
        element("ready").textContent = entries
          .map((entry) => entry.name + (entry.type === "directory" ? "/" : ""))
          .join("\n") || "(empty)";
      }
    } else if (calls.has(frame.id)) {
      const { resolve, reject } = calls.get(frame.id);
      calls.delete(frame.id);
      frame.error ? reject(new Error(frame.error.message)) : resolve(frame.result);
    }
  };
  socket.onclose = ({ code, reason }) =>
    say(
      connected
        ? `The connection ended: ${code} ${reason}`
        : "This ticket has been used or is too old. Restart trestle for another, or get one from POST /api/v1/tickets.",
      "bad",
    );
}
