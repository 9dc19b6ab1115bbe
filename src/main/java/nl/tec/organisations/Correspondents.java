package nl.tec.organisations;

import java.util.Locale;
import java.util.Optional;
import nl.tec.accounts.Accounts;
import nl.tec.hub.Texts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Finds the recipient of mail about something that an organisation submitted. */
@Service
public class Correspondents {

    public record Correspondent(String email, Locale language) {}

    private final Accounts accounts;
    private final Organisations organisations;

    Correspondents(Accounts accounts, Organisations organisations) {
        this.accounts = accounts;
        this.organisations = organisations;
    }

    /** Returns the submitter, or else the organisation. @param accountId null: no longer known. @return empty if neither has an address */
    public Optional<Correspondent> find(@Nullable Long accountId, long organisationId) {
        return Optional.ofNullable(accountId)
                .flatMap(accounts::find)
                .map(account -> new Correspondent(account.email(), account.language()))
                .or(() -> organisations
                        .find(organisationId)
                        .map(organisation -> new Correspondent(organisation.email(), Texts.DUTCH)))
                .filter(correspondent -> !correspondent.email().isBlank());
    }
}
