package dev.linger.model;

import java.util.Optional;

/// The written forms of an [IpAddress]: dotted for IPv4, RFC 5952 for IPv6.
final class IpAddressText {
    private static final int GROUPS = 8;

    private IpAddressText() {}

    static String format(IpAddress address) {
        return address.isIpv4() ? formatIpv4((int) address.low()) : formatIpv6(address);
    }

    private static String formatIpv4(int bits) {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xFF) + "." + (bits >>> 8 & 0xFF) + "." + (bits & 0xFF);
    }

    private static String formatIpv6(IpAddress address) {
        int start = 0;
        int length = 0; // of the longest run of zero groups, the first one among equals (RFC 5952 §4.2.3)
        for (int from = 0; from < GROUPS; from++) {
            int to = from;
            while (to < GROUPS && group(address, to) == 0) {
                to++;
            }
            if (to - from > length) {
                start = from;
                length = to - from;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int index = 0; index < GROUPS; index++) {
            if (length > 1 && index == start) {
                text.append("::");
                index += length - 1;
                continue;
            }
            if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(address, index)));
        }
        return text.toString();
    }

    private static int group(IpAddress address, int index) {
        long half = index < 4 ? address.high() : address.low();
        return (int) (half >>> (48 - 16 * (index & 3))) & 0xFFFF;
    }

    static Optional<IpAddress> parse(String text) {
        return text.indexOf(':') < 0
                ? parseIpv4(text).map(bits -> IpAddress.ipv4(bits))
                : parseIpv6(text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text);
    }

    private static Optional<Integer> parseIpv4(String text) {
        String[] octets = text.split("\\.", -1);
        if (octets.length != 4) {
            return Optional.empty();
        }
        int bits = 0;
        for (String octet : octets) {
            int value = number(octet, 10, 3);
            if (value < 0 || value > 255) {
                return Optional.empty();
            }
            bits = bits << 8 | value;
        }
        return Optional.of(bits);
    }

    private static Optional<IpAddress> parseIpv6(String text) {
        int gap = text.indexOf("::");
        String before = gap < 0 ? text : text.substring(0, gap);
        String after = gap < 0 ? "" : text.substring(gap + 2);
        int[] groups = new int[GROUPS];
        int head = readGroups(before, groups, gap < 0);
        int[] tailGroups = new int[GROUPS];
        int tail = readGroups(after, tailGroups, true);
        boolean fits = gap < 0 ? head == GROUPS : head >= 0 && tail >= 0 && head + tail < GROUPS;
        if (!fits) {
            return Optional.empty();
        }
        System.arraycopy(tailGroups, 0, groups, GROUPS - tail, tail);
        return Optional.of(new IpAddress(half(groups, 0), half(groups, 4)));
    }

    private static long half(int[] groups, int from) {
        return (long) groups[from] << 48
                | (long) groups[from + 1] << 32
                | (long) groups[from + 2] << 16
                | groups[from + 3];
    }

    /// How many groups `text` holds, now in `groups`; -1 when it is no list of groups. A dotted end counts two; only
    /// the end of the whole address can be dotted.
    private static int readGroups(String text, int[] groups, boolean endsAddress) {
        if (text.isEmpty()) {
            return 0;
        }
        int count = 0;
        String[] parts = text.split(":", -1);
        for (int index = 0; index < parts.length; index++) {
            boolean dotted = endsAddress && index == parts.length - 1 && parts[index].indexOf('.') >= 0;
            if (count + (dotted ? 2 : 1) > GROUPS) {
                return -1;
            }
            if (dotted) {
                Optional<Integer> bits = parseIpv4(parts[index]);
                if (bits.isEmpty()) {
                    return -1;
                }
                groups[count++] = bits.get() >>> 16;
                groups[count++] = bits.get() & 0xFFFF;
            } else {
                int value = number(parts[index], 16, 4);
                if (value < 0) {
                    return -1;
                }
                groups[count++] = value;
            }
        }
        return count;
    }

    private static int number(String digits, int radix, int maxDigits) {
        if (digits.isEmpty() || digits.length() > maxDigits) {
            return -1;
        }
        int value = 0;
        for (int index = 0; index < digits.length(); index++) {
            int digit = digits.charAt(index) < 128 ? Character.digit(digits.charAt(index), radix) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * radix + digit;
        }
        return value;
    }
}
