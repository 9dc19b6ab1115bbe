package nl.tec;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A piece of network before a port of this machine. Cut, it keeps every connection open and passes on nothing, as a network does
 * that has fallen silent; mended, it passes on what was held up.
 */
public final class Wire implements AutoCloseable {

    private final ServerSocket door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private boolean cut;
    private volatile boolean closed;

    public Wire(int target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    public synchronized void cut() {
        cut = true;
    }

    public synchronized void mend() {
        cut = false;
        notifyAll();
    }

    private synchronized void awaitWhole() throws IOException {
        while (cut && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    private void accept() {
        while (!closed) {
            Socket in;
            try {
                in = door.accept();
            } catch (IOException e) {
                return; // closed
            }
            start(() -> connect(in));
        }
    }

    private void connect(Socket in) {
        open.add(in);
        try {
            awaitWhole();
            Socket out = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(out);
            in.setTcpNoDelay(true);
            out.setTcpNoDelay(true);
            start(() -> pass(in, out));
            start(() -> pass(out, in));
        } catch (IOException e) {
            // nobody listens there: whoever came is sent away
            end(in);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[16_384];
        try (InputStream in = from.getInputStream()) {
            int length;
            while ((length = in.read(bytes)) >= 0) {
                awaitWhole();
                to.getOutputStream().write(bytes, 0, length);
            }
            awaitWhole();
        } catch (IOException e) {
            // one of the two has gone
        } finally {
            end(from);
            end(to);
        }
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            // it was
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "wire");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        door.close();
        mend();
        open.forEach(this::end);
    }
}
