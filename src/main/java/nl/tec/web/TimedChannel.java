package nl.tec.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.ObjIntConsumer;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * A connection with a minimum transfer rate for a request (head and body) and for the client's reading of the response. The clock of a
 * request runs from its first byte until the response begins, so a kept-alive connection may be idle in between; the clock of a
 * response runs only while the client's receive buffer is full. Used by one thread at a time.
 */
final class TimedChannel extends NioChannel {

    private final long graceNanos;
    private final int bytesPerSecond;
    private final ObjIntConsumer<InetAddress> counter;
    private @Nullable InetAddress counted;

    /** The time of the first byte of this request; valid while {@link #receiving}. */
    private long receivingSince;

    private boolean receiving;
    private long received;

    /** The time since which the client's receive buffer is full; valid while {@link #blocked}. */
    private long blockedSince;

    private boolean blocked;
    private long blockedBefore;
    private long sent;

    /** @param counter called with 1 when a connection of an address opens, and with -1 when it closes */
    TimedChannel(SocketBufferHandler buffers, Duration grace, int bytesPerSecond, ObjIntConsumer<InetAddress> counter) {
        super(buffers);
        this.graceNanos = grace.toNanos();
        this.bytesPerSecond = bytesPerSecond;
        this.counter = counter;
    }

    /** Resets the state, as Tomcat reuses a channel for the next connection. */
    @Override
    public void reset(SocketChannel channel, NioSocketWrapper wrapper) throws IOException {
        super.reset(channel, wrapper);
        receiving = false;
        blocked = false;
        blockedBefore = 0;
        sent = 0;
        if (channel.getRemoteAddress() instanceof InetSocketAddress remote) {
            count(remote.getAddress());
        }
    }

    @Override
    public void close() throws IOException {
        count(null);
        super.close();
    }

    private synchronized void count(@Nullable InetAddress address) {
        if (counted != null) {
            counter.accept(counted, -1);
        }
        counted = address;
        if (address != null) {
            counter.accept(address, 1);
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int bytes = super.read(target);
        long now = System.nanoTime();
        if (bytes > 0) {
            if (!receiving) {
                receiving = true;
                receivingSince = now;
                received = 0;
                blocked = false;
                blockedBefore = 0;
                sent = 0;
            }
            received += bytes;
        }
        if (receiving) {
            requireMinimumRate(now - receivingSince, received, "request");
        }
        return bytes;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int bytes = super.write(source);
        long now = System.nanoTime();
        receiving = false;
        sent += Math.max(0, bytes);
        if (source.hasRemaining()) {
            if (!blocked) {
                blocked = true;
                blockedSince = now;
            }
            requireMinimumRate(blockedBefore + now - blockedSince, sent, "reading of the answer");
        } else if (blocked) {
            blocked = false;
            blockedBefore += now - blockedSince;
            requireMinimumRate(blockedBefore, sent, "reading of the answer");
        }
        return bytes;
    }

    private void requireMinimumRate(long nanos, long bytes, String what) throws SocketTimeoutException {
        if (nanos > graceNanos + bytes * 1_000_000_000L / bytesPerSecond) {
            throw new SocketTimeoutException("the " + what + " takes too long");
        }
    }
}
