package dev.linger.cli.render;

import java.math.BigDecimal;

/// Numbers for readers, the same in every locale and without `String.format`, whose first call costs a short run
/// more than the sockets do.
public final class NumberText {
    private NumberText() {}

    /// `28,101`.
    public static String grouped(long number) {
        String digits = Long.toString(number);
        StringBuilder text = new StringBuilder(digits);
        int first = number < 0 ? 1 : 0;
        for (int place = digits.length() - 3; place > first; place -= 3) {
            text.insert(place, ',');
        }
        return text.toString();
    }

    /// `99.5 %`; what is not zero never reads `0.0 %`.
    public static String percent(double share) {
        boolean tiny = share > 0 && share < 0.0005;
        return (tiny ? "<0.1" : decimal(share * 100, 1)) + " %";
    }

    /// As short as it can be: `468`, `0.25`; without an exponent.
    static String plain(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        return whole ? Long.toString((long) number) : BigDecimal.valueOf(number).toPlainString();
    }

    /// With this many digits after the point, rounded half up; finite numbers up to 10^14 only.
    public static String decimal(double number, int digits) {
        long scale = 1;
        for (int digit = 0; digit < digits; digit++) {
            scale *= 10;
        }
        long scaled = Math.round(Math.abs(number) * scale);
        StringBuilder fraction = new StringBuilder(Long.toString(scaled % scale));
        while (fraction.length() < digits) {
            fraction.insert(0, '0');
        }
        String sign = number < 0 && scaled != 0 ? "-" : "";
        return sign + scaled / scale + (digits == 0 ? "" : "." + fraction);
    }
}
