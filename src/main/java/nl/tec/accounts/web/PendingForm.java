package nl.tec.accounts.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A form that was submitted after the session ended. It is carried through sign-in in hidden fields and offered again afterwards, so that
 * no input is lost and nothing is submitted without a new click. Passwords are left out.
 *
 * @param path the action of the form
 */
public record PendingForm(String path, List<Field> fields) {

    public record Field(String name, String value) {}

    private static final String PATH = "verder.naar";
    private static final String FIELD = "verder.veld.";
    private static final int MAX_FIELDS = 400;

    /** Reads the form of a refused request that was forwarded. */
    static Optional<PendingForm> refused(HttpServletRequest request) {
        Object path = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
        return path == null ? Optional.empty() : read(request, path.toString(), "");
    }

    /** Reads the pending form that this form carries. */
    static Optional<PendingForm> along(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter(PATH)).flatMap(path -> read(request, path, FIELD));
    }

    private static Optional<PendingForm> read(HttpServletRequest request, String path, String prefix) {
        if (Targets.safe(path).isEmpty()) {
            return Optional.empty();
        }
        List<Field> fields = new ArrayList<>();
        request.getParameterMap().forEach((name, values) -> {
            if (name.startsWith(prefix) && kept(name.substring(prefix.length()))) {
                Arrays.stream(values).forEach(value -> fields.add(new Field(name.substring(prefix.length()), value)));
            }
        });
        return fields.size() > MAX_FIELDS ? Optional.empty() : Optional.of(new PendingForm(path, List.copyOf(fields)));
    }

    private static boolean kept(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !lower.equals("_csrf") && !lower.contains("wachtwoord") && !lower.contains("password");
    }

    /** Returns the hidden fields that carry this form in another form. */
    public List<Field> hidden() {
        List<Field> hidden = new ArrayList<>();
        hidden.add(new Field(PATH, path));
        fields.forEach(field -> hidden.add(new Field(FIELD + field.name(), field.value())));
        return hidden;
    }
}
