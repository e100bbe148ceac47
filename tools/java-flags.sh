# How ./linger starts Java; sourced where it runs and where its cache is trained, which must agree.
#
# Short runs are the rule: the small collector and the quick compiler, no files for jps. The logs are off because a cache
# that no longer fits would announce itself on standard output, among the data.
java_flags="-XX:+IgnoreUnrecognizedVMOptions -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData
    -Xlog:disable -Xlog:all=off -Xmx${LINGER_HEAP:-1g} --enable-native-access=dev.linger.linux"
