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

/** The response of a controller to a form, passed as a method argument. A method that only shows a page returns the page itself. */
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

    /** Redirects to a page with a confirmation ({@link Flash}). */
    public View saved(String key, String address) {
        Flash.say(request, response, key);
        return redirect(address);
    }

    /** Redirects to a page with a warning why nothing was done. */
    public View warn(String key, String address) {
        Flash.warn(request, response, key);
        return redirect(address);
    }

    /** Redirects without a message (303). */
    public static View redirect(String address) {
        RedirectView redirect = new RedirectView(address, true, false, false);
        redirect.setStatusCode(HttpStatus.SEE_OTHER);
        return redirect;
    }

    /** Shows the form again, with the problems at their fields (422). */
    public View refused(Problems problems, JteModel page) {
        return refused(HttpStatus.UNPROCESSABLE_CONTENT, problems, page);
    }

    /** Shows the form again: with 409 if one of the problems is this conflict with what somebody else saved, else with 422. */
    public View refused(String conflict, Problems problems, JteModel page) {
        return refused(problems.has(conflict) ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT, problems, page);
    }

    /** Shows the form again with another status, such as 409 for a conflict. */
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

    /** Returns the problems of the form in this request; empty if no form was refused. */
    public static Optional<Problems> problems(HttpServletRequest request) {
        return Optional.ofNullable((Problems) request.getAttribute(PROBLEMS));
    }
}
