package nl.tec.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The limits on deliberately slow clients, on a small server with short time-outs. */
@Timeout(30)
class SlowClientsTest {

    private static final int PER_ADDRESS = 5;
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final byte[] LARGE = new byte[20_000_000];

    private final Tomcat server = new Tomcat();
    private final List<Socket> sockets = new ArrayList<>();
    private int port;

    @BeforeEach
    void start(@TempDir Path folder) throws LifecycleException {
        Connector connector = new Connector(GuardedProtocol.class.getName());
        connector.setPort(0);
        GuardedProtocol protocol = (GuardedProtocol) connector.getProtocolHandler();
        protocol.limits(Pattern.compile("127\\.0\\.0\\.9"), PER_ADDRESS, GRACE, 10_000_000);
        protocol.setAddress(InetAddress.getLoopbackAddress());
        protocol.setMaxThreads(30);
        server.setBaseDir(folder.toString());
        server.setConnector(connector);
        StandardContext context = (StandardContext) server.addContext("", folder.toString());
        context.setClearReferencesThreadLocals(false);
        context.setClearReferencesRmiTargets(false);
        Tomcat.addServlet(context, "echo", new HttpServlet() {
            private static final long serialVersionUID = 1;

            @Override
            protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getOutputStream().write(request.getRequestURI().equals("/large") ? LARGE : new byte[1]);
            }

            @Override
            protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
                response.getOutputStream().print(request.getInputStream().readAllBytes().length);
            }
        });
        context.addServletMappingDecoded("/*", "echo");
        server.start();
        port = connector.getLocalPort();
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.stop();
        server.destroy();
    }

    @Test
    void aSlowlySentHeadIsCutOff() throws Exception {
        Socket slow = connect("127.0.0.1");
        send(slow, "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ");
        assertThat(isCutOff(slow)).isTrue();
    }

    @Test
    void aSlowlySentBodyIsCutOff() throws Exception {
        Socket slow = connect("127.0.0.1");
        send(slow, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
        assertThat(isCutOff(slow)).isTrue();
    }

    /** A client that occasionally reads 1,000 bytes of 20 MB. */
    @Test
    void aSlowlyReadResponseIsAborted() throws Exception {
        Socket slow = connect("127.0.0.1");
        send(slow, "GET /large HTTP/1.1\r\nHost: x\r\n\r\n");
        long until = System.nanoTime() + GRACE.multipliedBy(6).toNanos();
        while (System.nanoTime() < until) {
            assertThat(slow.getInputStream().readNBytes(1_000)).isNotEmpty();
            Thread.sleep(20);
        }
        long rest = 0;
        try {
            for (int read; (read = slow.getInputStream().read(new byte[100_000])) > 0; ) {
                rest += read;
            }
        } catch (SocketException reset) {
            // the expected end
        }
        assertThat(rest).as("what was on its way already").isLessThan(LARGE.length - 1_000_000L);
    }

    @Test
    void anIdleKeptAliveConnectionStaysOpen() throws Exception {
        Socket kept = connect("127.0.0.1");
        for (int request = 0; request < 2; request++) {
            send(kept, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(head(kept)).startsWith("HTTP/1.1 200");
            Thread.sleep(GRACE.multipliedBy(2).toMillis());
        }
    }

    @Test
    void oneAddressHasALimitedNumberOfConnections_aProxyHasNot() throws Exception {
        for (int i = 0; i < PER_ADDRESS; i++) {
            Socket one = connect("127.0.0.1");
            send(one, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(head(one)).startsWith("HTTP/1.1 200");
        }
        Socket tooMany = connect("127.0.0.1");
        assertThat(isCutOff(tooMany)).isTrue();
        Socket other = connect("127.0.0.2");
        send(other, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(head(other)).startsWith("HTTP/1.1 200");
        for (int i = 0; i <= PER_ADDRESS; i++) {
            Socket proxied = connect("127.0.0.9");
            send(proxied, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(head(proxied)).startsWith("HTTP/1.1 200");
        }
        sockets.get(0).close();
        Thread.sleep(200);
        Socket again = connect("127.0.0.1");
        send(again, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(head(again)).startsWith("HTTP/1.1 200");
    }

    private Socket connect(String from) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(65_536);
        socket.setSoTimeout(5_000);
        socket.bind(new InetSocketAddress(from, 0));
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String head(Socket socket) throws IOException {
        byte[] answer = new byte[1_000];
        int length = socket.getInputStream().read(answer);
        return new String(answer, 0, Math.max(0, length), StandardCharsets.US_ASCII);
    }

    /** Sends a byte every tenth of a second. @return whether the server disconnects within twelve times the grace */
    private static boolean isCutOff(Socket socket) throws Exception {
        socket.setSoTimeout(100);
        long until = System.nanoTime() + GRACE.multipliedBy(12).toNanos();
        while (System.nanoTime() < until) {
            try {
                socket.getOutputStream().write('x');
                if (socket.getInputStream().read(new byte[1_000]) < 0) {
                    return true;
                }
            } catch (SocketTimeoutException nothingYet) {
                // on with it
            } catch (SocketException reset) {
                return true;
            }
        }
        return false;
    }
}
