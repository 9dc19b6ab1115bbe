package nl.tec.web;

import java.io.IOException;
import nl.tec.accounts.SecurityHeaders;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/**
 * The error page for malformed requests that never reach the application (a line that is not HTTP, a URL with illegal characters). It
 * has no layout, and reveals nothing about the server. A program that uses the API gets problem details instead.
 */
public final class PlainErrors extends ErrorReportValve {

    /** Bilingual, because the language of the visitor is unknown. */
    static final String PAGE = """
            <!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Er ging iets mis</title></head><body><main><h1>Er ging iets mis</h1>
            <p>We kunnen deze pagina nu niet laten zien. Kijk of het adres klopt, of probeer het over een paar minuten opnieuw.</p>
            <p lang="en">We can't show this page now. Check the address, or try again in a few minutes.</p>
            <p>%s</p></main></body></html>
            """;

    private static final String PROBLEM = """
            {"status": %s, "title": "Er ging iets mis", "detail": "Kijk of het adres klopt, of probeer het over een paar minuten opnieuw."}
            """;

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            SecurityHeaders.write(request, response);
            boolean program =
                    request.getRequestURI() != null && request.getRequestURI().startsWith("/api/");
            response.setContentType(program ? "application/problem+json" : "text/html");
            response.setCharacterEncoding("UTF-8");
            response.getReporter().write((program ? PROBLEM : PAGE).formatted(response.getStatus()));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            // the client has disconnected
            container.getLogger().debug("no answer possible", e);
        }
    }
}
