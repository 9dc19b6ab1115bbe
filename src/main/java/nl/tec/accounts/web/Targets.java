package nl.tec.accounts.web;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The targets to go to after signing in: only pages of this site. */
final class Targets {

    private static final Pattern OWN_PAGE = Pattern.compile("/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]{0,1500}");

    /** The start page of everybody's work: where one goes who did not say where to. */
    static final String WORK = "/werk";

    private Targets() {}

    /** The target as it is, when it is an address on this site that one can go to. */
    static Optional<String> safe(@Nullable String target) {
        return Optional.ofNullable(target)
                .filter(t -> OWN_PAGE.matcher(t).matches())
                .filter(t -> !t.startsWith("/inloggen") && !t.startsWith("/uitloggen"));
    }
}
