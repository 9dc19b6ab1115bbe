package nl.tec.accounts.web;

import nl.tec.shared.FormData;
import nl.tec.shared.MailAddress;
import nl.tec.shared.PersonName;
import nl.tec.shared.Problems;

/** Parsing and validation of fields that several account forms share. */
final class AccountForms {

    private AccountForms() {}

    static String name(FormData form) {
        return PersonName.tidy(form.text("naam"));
    }

    static Problems checkName(Problems problems, FormData form) {
        String name = name(form);
        return problems.addIf(name.isEmpty(), "naam", "accounts.name.missing")
                .addIf(
                        !PersonName.isName(name, PersonName.MAX_LENGTH),
                        "naam",
                        "accounts.name.only",
                        PersonName.MAX_LENGTH);
    }

    static Problems checkNameAndEmail(FormData form) {
        return checkName(
                new Problems().addIf(MailAddress.parse(form.text("email")).isEmpty(), "email", "form.email"), form);
    }
}
