package nl.tec.accounts.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;

/**
 * The default caching policy of responses: nothing is stored for signed-in users; public pages may be stored, but have to be revalidated.
 */
final class CachePolicy implements HeaderWriter {

    /** Matches names with a content hash, the only files that may be cached for a year. */
    private static final Pattern HASHED_NAME = Pattern.compile("-[0-9a-f]{32}\\.");

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        if (response.containsHeader(HttpHeaders.CACHE_CONTROL)) {
            String said = response.getHeader(HttpHeaders.CACHE_CONTROL);
            boolean lasting = said != null
                    && said.contains("max-age=" + Duration.ofDays(365).toSeconds());
            if (lasting && !HASHED_NAME.matcher(request.getRequestURI()).find()) {
                response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
            }
            return;
        }
        boolean personal =
                SessionCookies.secret(request).isPresent() || response.containsHeader(HttpHeaders.SET_COOKIE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, personal ? "no-store" : "no-cache");
    }
}
