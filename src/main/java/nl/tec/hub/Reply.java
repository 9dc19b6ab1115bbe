package nl.tec.hub;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.function.Function;
import nl.tec.shared.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;

/** How a controller answers a form; an argument of its method. A method that only shows a page returns the page itself. */
public final class Reply {

    private static final String PROBLEMS = Problems.class.getName();

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Function<JteModel, View> pages;

    /** @param pages the view that shows a page */
    public Reply(HttpServletRequest request, HttpServletResponse response, Function<JteModel, View> pages) {
        this.request = request;
        this.response = response;
        this.pages = pages;
    }

    /** Done: goes on to another page, which says so ({@link Flash}). */
    public View saved(String key, String address) {
        Flash.say(request, response, key);
        return redirect(address);
    }

    /** Not done after all: goes on to another page, which says why. */
    public View warn(String key, String address) {
        Flash.warn(request, response, key);
        return redirect(address);
    }

    /** Goes on to another page without a word (303). */
    public static View redirect(String address) {
        RedirectView redirect = new RedirectView(address, true, false, false);
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        return redirect;
    }

    /** The form again, with what is wrong at its fields (422). */
    public View refused(Problems problems, JteModel page) {
        return refused(HttpStatus.UNPROCESSABLE_CONTENT, problems, page);
    }

    public View refused(HttpStatus status, Problems problems, JteModel page) {
        request.setAttribute(PROBLEMS, problems);
        return page(status, page);
    }

    public View page(HttpStatus status, JteModel page) {
        response.setStatus(status.value());
        return pages.apply(page);
    }

    public View page(JteModel page) {
        return pages.apply(page);
    }

    /** What is wrong with the form of a request that was refused; empty where none was. */
    public static Optional<Problems> problems(HttpServletRequest request) {
        return Optional.ofNullable((Problems) request.getAttribute(PROBLEMS));
    }
}
