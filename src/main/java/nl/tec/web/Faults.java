package nl.tec.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import nl.tec.accounts.TooManyRequests;
import nl.tec.shared.NotFound;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** Maps the application's own exceptions to HTTP statuses; {@link ErrorPages} renders the page. */
@ControllerAdvice
class Faults {

    @ExceptionHandler
    void notFound(NotFound problem, HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    @ExceptionHandler
    void tooMany(TooManyRequests problem, HttpServletResponse response) throws IOException {
        response.setHeader(
                HttpHeaders.RETRY_AFTER,
                Long.toString(Math.max(1, problem.retryAfter().toSeconds() + 1)));
        response.sendError(429);
    }
}
