package nl.tec.accounts.web;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validation of redirect targets after sign-in, against open redirects. */
final class Targets {

    private static final Pattern OWN_PAGE = Pattern.compile("/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]{0,1500}");

    /** The default target: everybody's start page. */
    private static final String WORK = "/werk";

    private Targets() {}

    /** Returns the target if it is a page of this site, other than those of signing in and out. */
    static Optional<String> safe(@Nullable String target) {
        return Optional.ofNullable(target)
                .filter(t -> OWN_PAGE.matcher(t).matches())
                .filter(t -> !t.startsWith("/inloggen") && !t.startsWith("/uitloggen"));
    }

    /** Returns the target if it is {@link #safe}, and otherwise the start page. */
    static String orWork(@Nullable String target) {
        return safe(target).orElse(WORK);
    }
}
