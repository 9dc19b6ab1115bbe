package nl.tec.accounts;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The security headers of every response: pages, files and errors alike. A page that needs another value sets that header itself.
 */
public final class SecurityHeaders {

    private static final String POLICY = "Content-Security-Policy";
    private static final String FRAMES = "X-Frame-Options";
    private static final String REFERRERS = "Referrer-Policy";

    private static final Map<String, String> ALWAYS = Map.of(
            POLICY,
            "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; font-src 'self';"
                    + " connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
            "X-Content-Type-Options",
            "nosniff",
            FRAMES,
            "DENY",
            REFERRERS,
            "strict-origin-when-cross-origin",
            // the camera is for scanning the code of a sign-up at the door
            "Permissions-Policy",
            "camera=(self), microphone=(), geolocation=(), payment=(), usb=()",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private static final String TWO_YEARS = "max-age=63072000; includeSubDomains";

    private SecurityHeaders() {}

    /**
     * Allows pages of these sites, and our own, to frame this response. To prevent clickjacking, it then cannot contain forms.
     *
     * @param origins as in a policy: scheme, host and port
     */
    public static void allowFrames(HttpServletResponse response, List<String> origins) {
        response.setHeader(
                POLICY,
                "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; font-src 'self';"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors "
                        + Stream.concat(Stream.of("'self'"), origins.stream()).collect(Collectors.joining(" ")));
        response.setHeader("Cross-Origin-Resource-Policy", "cross-origin");
    }

    /** Keeps an address that contains a secret out of referrers, search engines and caches. */
    public static void protectSecretUrl(HttpServletResponse response) {
        response.setHeader(REFERRERS, "no-referrer");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
        response.setHeader("Cache-Control", "no-store");
    }

    /** Adds the headers that are not set yet. */
    public static void write(HttpServletRequest request, HttpServletResponse response) {
        // X-Frame-Options cannot list origins, so it would contradict a policy of the page's own
        boolean ownPolicy = response.containsHeader(POLICY);
        ALWAYS.forEach((name, value) -> {
            if (!response.containsHeader(name) && !(ownPolicy && name.equals(FRAMES))) {
                response.setHeader(name, value);
            }
        });
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", TWO_YEARS);
        }
    }
}
