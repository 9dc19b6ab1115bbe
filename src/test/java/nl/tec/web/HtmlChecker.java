package nl.tec.web;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import nu.validator.validation.SimpleDocumentValidator;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Validates pages in-process with the checker of the W3C (Nu). Setting it up takes seconds; a page takes little time. */
final class HtmlChecker {

    private static final String HTML = "http://s.validator.nu/html5-all.rnc";

    private static final long STACK = 64L << 20;

    private final Found found = new Found();
    private final SimpleDocumentValidator validator = new SimpleDocumentValidator(false, false, false);

    HtmlChecker() {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        // parsing the grammar recurses too deeply for an ordinary thread
        Thread reader = new Thread(null, this::readGrammar, "html-grammar", STACK);
        reader.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        reader.start();
        try {
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the checker can't be set up", failure.get());
        }
    }

    private void readGrammar() {
        try {
            validator.setUpMainSchema(HTML, found);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return the errors with the part of the page where they occur */
    List<String> errors(String page) {
        found.begin(page);
        try {
            validator.setUpValidatorAndParsers(found, false, false);
            validator.checkHtmlInputSource(new InputSource(new StringReader(page)));
        } catch (IOException | SAXException e) {
            throw new IllegalStateException(e);
        }
        return List.copyOf(found.errors);
    }

    private static final class Found implements ErrorHandler {

        private final List<String> errors = new ArrayList<>();
        private String[] lines = {};

        void begin(String page) {
            errors.clear();
            lines = page.split("\n", -1);
        }

        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) {
            errors.add(e.getMessage() + " | " + at(e));
        }

        @Override
        public void fatalError(SAXParseException e) {
            error(e);
        }

        private String at(SAXParseException e) {
            int line = e.getLineNumber();
            if (line < 1 || line > lines.length) {
                return "";
            }
            String text = lines[line - 1];
            int column = Math.min(Math.max(e.getColumnNumber(), 0), text.length());
            return text.substring(Math.max(0, column - 120), Math.min(text.length(), column + 20))
                    .strip();
        }
    }
}
