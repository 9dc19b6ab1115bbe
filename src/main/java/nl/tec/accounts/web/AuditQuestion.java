package nl.tec.accounts.web;

import nl.tec.shared.FormData;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The administrator's query of the audit log, as it stands in the address.
 *
 * @param account number, or part of name or mail address, or {@link #NOBODY}
 * @param action its code
 * @param subject what it is about
 * @param number of what it is about
 * @param from {@code 2027-01-14}
 * @param until {@code 2027-01-14}
 */
public record AuditQuestion(String account, String action, String subject, String number, String from, String until) {

    /** As who, in the word that people type: the system itself, or a visitor. */
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

    /** Whether anything is left out. */
    public boolean any() {
        return !(account + action + subject + number + from + until).isEmpty();
    }

    /** The filter as a query string, for the next page and the export. */
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

    /** The same of one account. */
    public AuditQuestion of(long account) {
        return new AuditQuestion(Long.toString(account), action, subject, number, from, until);
    }
}
