package nl.tec.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * The icons of a page. Each stands once, at its end, and what shows it refers to that: on the planning board half of the page were
 * drawings of the same seven worlds. A piece of a page, a mail and a document have no such end, and hold the drawings themselves.
 */
public final class Icons {

    private static final String OF_THIS_PAGE = Icons.class.getName();

    private final Set<String> used = new LinkedHashSet<>();

    private Icons() {}

    /**
     * Begins a page; answers the icons that it draws at its end, which grow while it is made. Of what a script asks for it may show a
     * piece without the end: such a page holds its drawings itself, and there are none at its end.
     */
    static Set<String> begin(HttpServletRequest request) {
        Icons icons = new Icons();
        boolean piece = request.getHeader("HX-Request") != null || "empty".equals(request.getHeader("Sec-Fetch-Dest"));
        request.setAttribute(OF_THIS_PAGE, piece ? null : icons);
        return icons.used;
    }

    /** Whether the page that is being made draws it at its end; then it will. */
    public static boolean drawnAtTheEnd(String name) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request == null
                || !(request.getAttribute(OF_THIS_PAGE, RequestAttributes.SCOPE_REQUEST) instanceof Icons icons)) {
            return false;
        }
        icons.used.add(name);
        return true;
    }
}
