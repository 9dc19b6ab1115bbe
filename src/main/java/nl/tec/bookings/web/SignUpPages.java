package nl.tec.bookings.web;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;

/** Helpers for the pages of a visitor's own sign-up. */
final class SignUpPages {

    private SignUpPages() {}

    /** Keeps the URL, which contains a secret, out of referrers, search engines and caches. */
    static void protectSecretUrl(HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
