package nl.tec.web;

import java.io.IOException;
import nl.tec.accounts.SecurityHeaders;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/**
 * The last resort, for requests so broken that they never reach the program (a line that is not HTTP, an address with
 * impossible characters): a page without the frame, and without a word about the server.
 */
public final class PlainErrors extends ErrorReportValve {

    /** In two languages, because nothing is known of who asks. */
    static final String PAGE = """
            <!doctype html><html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Er ging iets mis</title></head><body><main><h1>Er ging iets mis</h1>
            <p>We kunnen deze pagina nu niet laten zien. Kijk of het adres klopt, of probeer het over een paar minuten opnieuw.</p>
            <p lang="en">We can't show this page now. Check the address, or try again in a few minutes.</p>
            <p>%s</p></main></body></html>
            """;

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        try {
            SecurityHeaders.write(request, response);
            response.setContentType("text/html");
            response.setCharacterEncoding("UTF-8");
            response.getReporter().write(PAGE.formatted(response.getStatus()));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            // whoever asked is gone
            container.getLogger().debug("no answer possible", e);
        }
    }
}
