package nl.tec.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1 with limits per client. Tomcat limits only how long a connection may be idle; a client that sends or reads one byte every few
 * seconds can hold a thread indefinitely. Here a request and its response must be transferred at a minimum rate
 * ({@link TimedChannel}), and the number of connections per network address is limited. There are few threads, and more as soon as they
 * do not keep up ({@link RequestThreads}).
 *
 * <p>Public with a no-argument constructor because Tomcat instantiates it by name.
 */
public final class GuardedProtocol extends Http11NioProtocol {

    private final Endpoint endpoint;

    public GuardedProtocol() {
        this(new Endpoint());
    }

    private GuardedProtocol(Endpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /**
     * @param proxies the addresses that may open any number of connections, because they forward for all visitors
     * @param perAddress the maximum number of open connections of any other address
     * @param grace the time that a request, and reading its response, may take regardless of the rate
     * @param bytesPerSecond the minimum rate after that
     */
    void limits(Pattern proxies, int perAddress, Duration grace, int bytesPerSecond) {
        endpoint.proxies = proxies.asMatchPredicate();
        endpoint.perAddress = perAddress;
        endpoint.grace = grace;
        endpoint.bytesPerSecond = bytesPerSecond;
    }

    private static final class Endpoint extends NioEndpoint {

        private static final int FEWEST_THREADS =
                Math.max(8, 4 * Runtime.getRuntime().availableProcessors());

        private final ConcurrentMap<InetAddress, Integer> open = new ConcurrentHashMap<>();
        private volatile Predicate<String> proxies = address -> true;
        private volatile int perAddress = Integer.MAX_VALUE;
        private volatile Duration grace = Duration.ofDays(1);
        private volatile int bytesPerSecond = 1;
        private @Nullable ScheduledFuture<?> sizing;

        @Override
        public void createExecutor() {
            super.createExecutor();
            ScheduledExecutorService timer = getUtilityExecutor();
            if (timer != null && getExecutor() instanceof ThreadPoolExecutor pool) {
                RequestThreads threads = new RequestThreads(pool, FEWEST_THREADS, getMaxThreads());
                sizing = timer.scheduleWithFixedDelay(
                        threads, RequestThreads.INTERVAL, RequestThreads.INTERVAL, TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void shutdownExecutor() {
            if (sizing != null) {
                sizing.cancel(false);
                sizing = null;
            }
            super.shutdownExecutor();
        }

        @Override
        protected boolean setSocketOptions(SocketChannel socket) {
            if (tooMany(socket)) {
                destroySocket(socket);
                return false;
            }
            return super.setSocketOptions(socket);
        }

        private boolean tooMany(SocketChannel socket) {
            try {
                // a Unix socket has no such address
                return socket.getRemoteAddress() instanceof InetSocketAddress remote
                        && open.getOrDefault(remote.getAddress(), 0) >= perAddress
                        && !proxies.test(remote.getAddress().getHostAddress());
            } catch (IOException e) {
                return true; // already closed
            }
        }

        @Override
        protected NioChannel createChannel(SocketBufferHandler buffers) {
            return isSSLEnabled()
                    ? super.createChannel(buffers)
                    : new TimedChannel(buffers, grace, bytesPerSecond, this::count);
        }

        private void count(InetAddress address, int change) {
            open.merge(address, change, (before, more) -> before + more == 0 ? null : before + more);
        }
    }
}
