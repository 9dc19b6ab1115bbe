package nl.tec.accounts.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import nl.tec.accounts.AccessRule;
import nl.tec.accounts.Actor;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses oversized multipart forms before they are read. Only the import of public registers and the files of the library are read up to
 * a larger size, the latter to refuse them at their field, and only from authorised users.
 */
final class LargeForms extends OncePerRequestFilter {

    /** Twice the maximum document size, so that most oversized documents get a message beside their field. */
    private static final long MAX_DOCUMENT = 10_000_000;

    private static final long MAX_LARGE = 70_000_000;
    private static final Pattern LARGE = Pattern.compile(
            "/admin/import.*|/(beheer/bibliotheek|partner/materiaal|school/materiaal)/[0-9]{1,18}/bestand");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        int refusal = refusal(request);
        if (refusal == 0) {
            chain.doFilter(request, response);
            return;
        }
        // otherwise the rest of the body would be read as the next request
        response.setHeader(HttpHeaders.CONNECTION, "close");
        response.sendError(refusal);
    }

    private static int refusal(HttpServletRequest request) {
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        if (!type.regionMatches(true, 0, "multipart/", 0, "multipart/".length())) {
            return 0;
        }
        long length = request.getContentLengthLong();
        if (length < 0) {
            return HttpServletResponse.SC_LENGTH_REQUIRED;
        }
        boolean large = LARGE.matcher(request.getRequestURI()).matches();
        if (length > (large ? MAX_LARGE : MAX_DOCUMENT)) {
            return HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
        }
        return length > MAX_DOCUMENT && !mayUpload(request) ? HttpServletResponse.SC_FORBIDDEN : 0;
    }

    private static boolean mayUpload(HttpServletRequest request) {
        Authentication somebody = SecurityContextHolder.getContext().getAuthentication();
        return somebody != null
                && somebody.getPrincipal() instanceof Actor actor
                && AccessRule.of(request.getRequestURI()).stream()
                        .flatMap(accessRule -> accessRule.roles().stream())
                        .anyMatch(actor::is);
    }
}
