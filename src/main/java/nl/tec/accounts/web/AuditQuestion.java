package nl.tec.accounts.web;

import nl.tec.shared.FormData;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The administrator's query of the audit log, as URL parameters.
 *
 * @param account an id, a part of a name or mail address, or {@link #NOBODY}
 * @param action the code of the action
 * @param subject the kind of subject
 * @param number the id of the subject
 * @param from such as {@code 2027-01-14}
 * @param until such as {@code 2027-01-14}
 */
public record AuditQuestion(String account, String action, String subject, String number, String from, String until) {

    /** The word to search for entries without an account: by the system itself, or a visitor. */
    public static final String NOBODY = "systeem";

    static AuditQuestion of(FormData query) {
        return new AuditQuestion(
                query.line("account"),
                query.line("actie"),
                query.line("onderwerp"),
                query.line("nummer"),
                query.line("van"),
                query.line("tot"));
    }

    boolean ofNobody() {
        return account.equalsIgnoreCase(NOBODY);
    }

    /** Whether any filter is set. */
    public boolean any() {
        return !(account + action + subject + number + from + until).isEmpty();
    }

    /** Returns the filter as a query string, for the next page and the export. */
    public String query() {
        String query = UriComponentsBuilder.newInstance()
                .queryParam("account", "{a}")
                .queryParam("actie", "{b}")
                .queryParam("onderwerp", "{c}")
                .queryParam("nummer", "{d}")
                .queryParam("van", "{e}")
                .queryParam("tot", "{f}")
                .encode()
                .buildAndExpand(account, action, subject, number, from, until)
                .getQuery();
        return query == null ? "" : query;
    }

    /** Returns a copy for one account. */
    public AuditQuestion of(long account) {
        return new AuditQuestion(Long.toString(account), action, subject, number, from, until);
    }
}
