package nl.tec.web;

import java.util.Optional;
import java.util.Set;
import nl.tec.accounts.NewAccount;
import nl.tec.accounts.Passwords;
import nl.tec.hub.Texts;
import nl.tec.organisations.Municipalities;
import nl.tec.organisations.Municipalities.Municipality;
import nl.tec.shared.FormData;
import nl.tec.shared.HolidayRegion;
import nl.tec.shared.MailAddress;
import nl.tec.shared.Problems;
import nl.tec.shared.SchoolYear;
import nl.tec.web.FirstRun.Beginning;

/** The form of the first-run page. */
final class FirstRunForm {

    private static final int MAX_LENGTH = 100;

    private FirstRunForm() {}

    /** Returns the initial form. @param year the current school year */
    static FormData empty(SchoolYear year) {
        return new FormData().put("schooljaar", year.start()).put("programma", "ja");
    }

    static Problems problems(FormData form, Municipalities municipalities) {
        boolean municipality = !form.text("gemeente").isBlank();
        Problems problems = new Problems()
                .addIf(form.text("code").isBlank(), "code", "firstRun.code.missing")
                .addIf(!isLine(form.line("naam")), "naam", "firstRun.name.missing")
                .addIf(
                        form.line("plaats").isEmpty() || form.line("plaats").length() > MAX_LENGTH,
                        "plaats",
                        "firstRun.city.missing")
                .addIf(!municipality, "gemeente", "firstRun.municipality.missing")
                .addIf(
                        municipality && municipality(form, municipalities).isEmpty(),
                        "gemeente",
                        "firstRun.municipality.unknown")
                .addIf(!form.text("regio").isBlank() && region(form).isEmpty(), "regio", "setting.wrong.REGION")
                .addIf(!form.text("schooljaar").matches("20[0-9]{2}"), "schooljaar", "firstRun.year.missing")
                .addIf(!isLine(form.line("beheerder")), "beheerder", "accounts.name.missing")
                .addIf(MailAddress.parse(form.text("email")).isEmpty(), "email", "form.email");
        Passwords.problem(form.text("wachtwoord"), form.text("email"))
                .ifPresent(key -> problems.add("wachtwoord", key));
        return problems.addIf(
                problems.at("gemeente").isEmpty()
                        && regionOf(form, municipalities).isEmpty(),
                "regio",
                "firstRun.region.missing");
    }

    /** Parses the form, which must be without problems. */
    static Beginning beginning(FormData form, Municipalities municipalities) {
        NewAccount administrator = new NewAccount(
                MailAddress.parse(form.text("email")).orElseThrow(),
                form.line("beheerder"),
                Texts.DUTCH,
                form.text("wachtwoord"),
                Set.of());
        return new Beginning(
                form.line("naam"),
                form.line("plaats"),
                municipality(form, municipalities).orElseThrow(),
                regionOf(form, municipalities).orElseThrow(),
                new SchoolYear(Integer.parseInt(form.text("schooljaar"))),
                administrator,
                form.has("programma"));
    }

    /** Finds the municipality by name or by code, where 301 is 0301. */
    private static Optional<Municipality> municipality(FormData form, Municipalities municipalities) {
        String typed = form.line("gemeente");
        return typed.matches("[0-9]{1,4}")
                ? municipalities.find("0".repeat(4 - typed.length()) + typed)
                : municipalities.findByName(typed);
    }

    /** Returns the chosen region, or else that of the municipality. */
    private static Optional<HolidayRegion> regionOf(FormData form, Municipalities municipalities) {
        return region(form).or(() -> municipality(form, municipalities).map(Municipality::region));
    }

    private static Optional<HolidayRegion> region(FormData form) {
        return form.constant("regio", HolidayRegion.class);
    }

    private static boolean isLine(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH && text.lines().count() == 1;
    }
}
