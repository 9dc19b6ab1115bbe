package nl.tec.accounts.internal;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * Handles denied access. Visitors are asked to sign in and then return. A form submitted after its session ended is kept, if our own page
 * sent it. Otherwise, the response is the page that names the required role.
 */
@Component
class NotAllowed implements AuthenticationEntryPoint, AccessDeniedHandler {

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException problem)
            throws IOException, ServletException {
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", signInPage(currentPage(request)));
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        } else if (wantsPage(request) && isForm(request)) {
            request.getRequestDispatcher("/inloggen/verder").forward(request, response);
        } else if (wantsPage(request)) {
            response.sendRedirect(signInPage(here(request)));
        } else {
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException problem)
            throws IOException, ServletException {
        // the CSRF token is gone (closed browser, cleared cookie), but the browser's headers prove that our own page
        // sent it
        if (problem instanceof CsrfException && wantsPage(request) && isForm(request) && isSameOrigin(request)) {
            request.getRequestDispatcher("/inloggen/verder").forward(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private static boolean isForm(HttpServletRequest request) {
        String type = Optional.ofNullable(request.getContentType()).orElse("");
        return request.getMethod().equals("POST")
                && (type.startsWith("application/x-www-form-urlencoded") || type.startsWith("multipart/form-data"));
    }

    private static boolean wantsPage(HttpServletRequest request) {
        String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("*/*");
        return accept.contains("text/html") || accept.contains("*/*") && !accept.contains("json");
    }

    /** Whether our own site sent the request, by headers that scripts of other sites cannot set. */
    static boolean isSameOrigin(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        String origin = request.getHeader("Origin");
        return origin != null && request.getRequestURL().toString().startsWith(origin + "/");
    }

    private static String here(HttpServletRequest request) {
        String query = request.getQueryString();
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }

    /** Returns the page from which htmx requested a fragment. */
    private static @Nullable String currentPage(HttpServletRequest request) {
        String page = request.getHeader("HX-Current-URL");
        if (page == null) {
            return null;
        }
        try {
            URI uri = URI.create(page);
            return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String signInPage(@Nullable String target) {
        return target == null ? "/inloggen" : "/inloggen?naar=" + UriUtils.encode(target, StandardCharsets.UTF_8);
    }
}
