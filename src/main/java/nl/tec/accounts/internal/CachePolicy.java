package nl.tec.accounts.internal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.header.HeaderWriter;

/**
 * What a browser may keep, where the page itself does not say it: nothing of somebody who is signed in; a public page, to
 * go back to, but asked for anew.
 */
final class CachePolicy implements HeaderWriter {

    @Override
    public void writeHeaders(HttpServletRequest request, HttpServletResponse response) {
        if (response.containsHeader(HttpHeaders.CACHE_CONTROL)) {
            return;
        }
        boolean personal =
                SessionCookies.secret(request).isPresent() || response.containsHeader(HttpHeaders.SET_COOKIE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, personal ? "no-store" : "no-cache");
    }
}
