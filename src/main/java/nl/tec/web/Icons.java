package nl.tec.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The icons used on a page. The layout draws each once at the end of the page, and other places refer to it: half of the planning board
 * used to be drawings of the same seven worlds. A page fragment, a mail and a document have no such end, and inline the drawings.
 */
public final class Icons {

    private static final String ATTRIBUTE = Icons.class.getName();

    private final Set<String> used = new LinkedHashSet<>();

    private Icons() {}

    /**
     * Begins a page, and returns the live set of icons to draw at its end. A page requested by a script may be shown in part, without its
     * end: it inlines its drawings, and the set stays empty.
     */
    static Set<String> begin(HttpServletRequest request) {
        Icons icons = new Icons();
        boolean piece = request.getHeader("HX-Request") != null || "empty".equals(request.getHeader("Sec-Fetch-Dest"));
        request.setAttribute(ATTRIBUTE, piece ? null : icons);
        return icons.used;
    }

    /** Adds an icon to the end of the current page. @return false if the page inlines its icons */
    public static boolean registerForPageEnd(String name) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request == null
                || !(request.getAttribute(ATTRIBUTE, RequestAttributes.SCOPE_REQUEST) instanceof Icons icons)) {
            return false;
        }
        icons.used.add(name);
        return true;
    }
}
