package nl.tec.operations.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import nl.tec.hub.HubSettings;
import nl.tec.hub.HubSettings.Setting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The certificate at the public address of the hub, of this server or a proxy; checked once an hour at most. */
@Component
public class WebCertificate {

    private static final Logger LOG = LoggerFactory.getLogger(WebCertificate.class);
    private static final Duration CACHE_TIME = Duration.ofHours(1);
    private static final int PATIENCE_MILLISECONDS = 2_000;
    private static final int HTTPS = 443;

    private final HubSettings hub;
    private final Clock clock;
    private Instant checkedAt = Instant.MIN;
    private Optional<Instant> found = Optional.empty();

    WebCertificate(HubSettings hub, Clock clock) {
        this.hub = hub;
        this.clock = clock;
    }

    /** Returns its expiry; empty when the address is not https, or can't be reached from here. */
    public synchronized Optional<Instant> validUntil() {
        URI address = URI.create(hub.get(Setting.BASE_URL));
        if (!"https".equals(address.getScheme()) || address.getHost() == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (checkedAt.isBefore(now.minus(CACHE_TIME))) {
            checkedAt = now;
            found = look(address);
        }
        return found;
    }

    private static Optional<Instant> look(URI address) {
        try {
            SSLContext tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {new TrustAnything()}, new SecureRandom());
            try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket()) {
                socket.connect(
                        new InetSocketAddress(address.getHost(), address.getPort() < 0 ? HTTPS : address.getPort()),
                        PATIENCE_MILLISECONDS);
                socket.setSoTimeout(PATIENCE_MILLISECONDS);
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setServerNames(List.of(new SNIHostName(address.getHost())));
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return socket.getSession().getPeerCertificates()[0] instanceof X509Certificate certificate
                        ? Optional.of(certificate.getNotAfter().toInstant())
                        : Optional.empty();
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            LOG.info("the certificate of {} can't be looked at", address, e);
            return Optional.empty();
        }
    }

    /** Trusts any certificate, because an expired one has to be reported, not refused; no data are sent or read. */
    private static final class TrustAnything implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // accepted unchecked: only the expiry is read
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
