// Answers with numbers beyond what it says that it gives.
class Solution {
    static int f(int x) {
        return (int) Double.NaN;
    }
}
