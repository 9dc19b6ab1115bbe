package nl.tec.partners;

import nl.tec.shared.FormData;

/** The submitted form of a contribution; field names are those of the page. */
public record ContributionForm(
        String year, String kind, String unit, String what, String amount, String unitWorth, String due) {

    public static ContributionForm of(FormData form) {
        return new ContributionForm(
                form.text("jaar"),
                form.text("soort"),
                form.text("eenheid"),
                form.text("wat"),
                form.text("aantal"),
                form.text("waarde"),
                form.text("uiterlijk"));
    }

    /** Returns the form for changing an existing contribution. */
    public static ContributionForm of(Contribution c) {
        return new ContributionForm(
                String.valueOf(c.year()),
                c.kind().name(),
                c.unit().name(),
                c.what(),
                c.declaredQuantity().typed(),
                c.unitCents() == 0 ? "" : new Quantity(c.unitCents(), ContributionUnit.EURO).typed(),
                c.due().toString());
    }
}
