package nl.tec.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketBufferHandler;

/**
 * HTTP/1.1 with a limit on what one client can keep busy. Tomcat limits only how long a connection may be silent; a client
 * that sends or reads one byte every few seconds holds a thread for as long as it likes. Here a request and its answer must
 * arrive at a minimum rate ({@link TimedChannel}), and one network address has a limited number of connections.
 *
 * <p>Public with a constructor without arguments because Tomcat makes it by its name.
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
     * @param proxies addresses (a regular expression) that may open any number of connections, because the clients of all
     *     visitors come from there
     * @param perAddress connections that any other address may have open at once
     * @param grace how long a request, and a client's reading of the answer, may take however little is transferred
     * @param bytesPerSecond what a client has to transfer to get more time
     */
    void limits(Pattern proxies, int perAddress, Duration grace, int bytesPerSecond) {
        endpoint.proxies = proxies.asMatchPredicate();
        endpoint.perAddress = perAddress;
        endpoint.grace = grace;
        endpoint.bytesPerSecond = bytesPerSecond;
    }

    private static final class Endpoint extends NioEndpoint {

        private final ConcurrentMap<InetAddress, Integer> open = new ConcurrentHashMap<>();
        private volatile Predicate<String> proxies = address -> true;
        private volatile int perAddress = Integer.MAX_VALUE;
        private volatile Duration grace = Duration.ofDays(1);
        private volatile int bytesPerSecond = 1;

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
                // over a Unix socket there is no such address
                return socket.getRemoteAddress() instanceof InetSocketAddress remote
                        && open.getOrDefault(remote.getAddress(), 0) >= perAddress
                        && !proxies.test(remote.getAddress().getHostAddress());
            } catch (IOException e) {
                return true; // gone already
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
