package nl.tec.bookings.web;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;

/** The common parts of the pages about one's own sign-up. */
final class SignUpPages {

    private SignUpPages() {}

    /** The address of such a page is a key: it is told to no other site, found by no search engine, kept by no cache. */
    static void keepToOneself(HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
